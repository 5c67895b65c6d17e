import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { SlotService, type CatchUp, type Schedule } from '../../schema/slots/index.js';
import { openPlanDatabase, type PlanDatabase } from '../support/plan-database.js';

const at = (text: string) => new Date(`${text}+07:00`);
const from = parseCivilDate('2025-12-01');
let db: PlanDatabase;

beforeAll(async () => {
  db = await openPlanDatabase();
});
afterAll(() => db.close());

function schedule(name: string, catchUp: CatchUp = { policy: 'RUN_LATEST' }): Schedule {
  return { name, cron: '0 6 * * *', catchUp };
}

function claim(of: Schedule, now: Date) {
  return db.orm.em.fork().transactional((em) => new SlotService(em).claim(of, now, from));
}

function ledger(name: string) {
  return rowsOf(
    db.orm.em.fork(),
    sql<{ due: string; state: string; reason: string | null }>`select state, reason,
      to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as due
      from slot where schedule = ${name} order by due_at`,
  );
}

function goLive(wished?: string) {
  const day = wished ? parseCivilDate(wished) : undefined;
  return new SlotService(db.orm.em.fork()).goLiveOn(at('2026-03-01T00:30'), day);
}

describe('the slot ledger', () => {
  it('begins on the first watched day and accounts for every instant since', async () => {
    expect(await claim(schedule('history'), at('2025-12-03T07:00'))).toEqual([
      { schedule: 'history', dueAt: at('2025-12-03T06:00') },
    ]);
    expect(await ledger('history')).toEqual([
      { due: '2025-12-01 06:00', state: 'SKIPPED', reason: 'đã có lượt mới hơn' },
      { due: '2025-12-02 06:00', state: 'SKIPPED', reason: 'đã có lượt mới hơn' },
      { due: '2025-12-03 06:00', state: 'QUEUED', reason: null },
    ]);
  });

  it('leaves no gap after 40 days away, across the end of the year', async () => {
    await claim(schedule('away'), at('2025-12-01T06:00'));
    await claim(schedule('away'), at('2026-01-10T06:00'));
    const rows = await ledger('away');
    expect(rows).toHaveLength(41);
    expect(rows.filter(({ state }) => state === 'QUEUED').map(({ due }) => due)).toEqual([
      '2025-12-01 06:00',
      '2026-01-10 06:00',
    ]);
  });

  it('claims each slot once however many workers tick at once', async () => {
    const all = schedule('crowd', { policy: 'RUN_ALL', max: 100 });
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(all, at('2025-12-20T07:00'))));
    expect(claims.flat()).toHaveLength(20);
    expect(await ledger('crowd')).toHaveLength(20);
  });

  it('claims nothing twice when the clock goes back and forth', async () => {
    await claim(schedule('clock'), at('2025-12-05T07:00'));
    expect(await claim(schedule('clock'), at('2025-12-05T05:00'))).toEqual([]);
    expect(await claim(schedule('clock'), at('2025-12-05T09:00'))).toEqual([]);
    expect(await claim(schedule('clock'), at('2025-12-06T06:00'))).toHaveLength(1);
  });

  it('lets one worker at a time hold a slot, and nobody an ended one', async () => {
    const [key] = await claim(schedule('hold'), at('2025-12-01T06:00'));
    if (!key) throw new Error('nothing claimed');
    await db.orm.em.fork().transactional(async (em) => {
      const held = await new SlotService(em).hold(key);
      expect(held).toMatchObject({ attempts: 0 });
      const other = await db.orm.em.fork().transactional((second) => new SlotService(second).hold(key));
      expect(other).toBe('BUSY');
      if (held && held !== 'BUSY') await new SlotService(em).finish(held, at('2025-12-01T06:11'), { things: 2 });
    });
    expect(await db.orm.em.fork().transactional((em) => new SlotService(em).hold(key))).toBeNull();
    expect((await ledger('hold'))[0]?.state).toBe('CAUGHT_UP');
  });

  it('takes the wished first day once and keeps it', async () => {
    expect(await goLive()).toBe('2026-03-01');
    expect(await goLive('2025-12-01')).toBe('2026-03-01');
  });
});
