import DataLoader from 'dataloader';

/** Answers many keys at once; a key missing from the map has no value. */
export type Batch<V> = (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>;

/** The batched and remembered reads of one request. */
export class Loaders {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  /**
   * The value of a key, undefined when there is none. All keys asked for under one name in the same turn are read by
   * one batch; `name` must carry every argument of the batch.
   */
  load<V>(name: string, key: string, batch: Batch<V>): Promise<V | undefined> {
    const loader = this.loaders.get(name) ?? this.add(name, batch);
    return loader.load(key) as Promise<V | undefined>;
  }

  /** Forgets everything read: a mutation has changed it. */
  forget(): void {
    this.loaders.clear();
  }

  private add<V>(name: string, batch: Batch<V>): DataLoader<string, unknown> {
    const loader = new DataLoader<string, unknown>(async (keys) => {
      const values = await batch([...new Set(keys)]);
      return keys.map((key) => values.get(key));
    });
    this.loaders.set(name, loader);
    return loader;
  }
}
