import type { EntityManager } from '@mikro-orm/postgresql';

/** Does the work and takes it back, so that what is told is exactly what the work itself would do. */
export async function rehearse<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  try {
    return await em.transactional<T>(async (savepoint) => {
      throw new TakenBack(await work(savepoint));
    });
  } catch (thrown) {
    if (thrown instanceof TakenBack) return thrown.told as T;
    throw thrown;
  }
}

/** Ends a transaction without keeping it. */
class TakenBack extends Error {
  constructor(readonly told: unknown) {
    super('taken back');
  }
}
