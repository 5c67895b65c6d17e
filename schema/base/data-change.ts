import { BigIntType, type Opt } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * Transactions that wrote to any table: a row for each, written by the triggers of `watch_data_changes()` and added up
 * into one row from time to time. Nobody else writes here; `DataVersion` reads the sum.
 */
@Entity({ tableName: 'data_change' })
export class DataChange {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  id!: number & Opt;

  /** How many transactions the row stands for. */
  @Property({ type: new BigIntType('number') })
  transactions!: number;
}
