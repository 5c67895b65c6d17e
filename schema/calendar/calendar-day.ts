import { Entity, Enum, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Certainty, type CivilDate } from '../base/index.js';

/** A day on which the working calendar differs from Monday–Friday, with the notice that says so. */
@Entity({ tableName: 'calendar_day' })
export class CalendarDay {
  @PrimaryKey({ type: 'date' })
  day!: CivilDate;

  /** True for a worked Saturday or Sunday, false for a closed weekday. */
  @Property({ type: 'boolean' })
  working!: boolean;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  source!: string;

  @Enum({ items: () => Certainty, columnType: 'text' })
  certainty!: Certainty;
}
