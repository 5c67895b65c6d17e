import { BigIntType } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { CivilDate } from './civil-date.js';

/** The one row about this installation. */
@Entity({ tableName: 'installation' })
export class Installation {
  @PrimaryKey({ type: 'smallint', autoincrement: false })
  id!: number;

  /** First civil day that is watched: nothing due before it is mailed one by one. */
  @Property({ type: 'date', nullable: true })
  goLiveOn!: CivilDate | null;

  /** Rises by one in every transaction that changes a figure; answers and reports name it. */
  @Property({ type: new BigIntType('number'), default: 0 })
  dataVersion!: number;

  /** Signs the answer links of mails; null until the first one, or after all were ended. */
  @Property({ type: 'text', nullable: true, hidden: true })
  answerKey!: string | null;
}
