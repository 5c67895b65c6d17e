import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Clause } from './clause.js';
import { PlanVersion } from './plan-version.js';
import { Plan } from './plan.js';

/** Who leads or helps: unit codes, or every unit of a kind. */
export interface Assignment {
  readonly units: readonly string[];
  readonly scopes: readonly ('EVERY_DEPARTMENT' | 'EVERY_COMMUNE')[];
}

/** A task of the plan. */
@ObjectType('Task', { implements: PlanVersion, description: 'Nhiệm vụ của kế hoạch (task).' })
@Entity({ tableName: 'task' })
@Unique({ properties: ['plan', 'code', 'validFrom'] })
export class Task extends PlanVersion {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string & Opt;

  @ManyToOne(() => Plan, { ref: true })
  plan!: Ref<Plan>;

  @ManyToOne(() => Clause, { ref: true })
  clause!: Ref<Clause>;

  @Field(() => String, { description: 'Ký hiệu nhiệm vụ (code).' })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: 'Tên nhiệm vụ (name).' })
  @Property({ type: 'text' })
  name!: string;

  /** Null when the plan names nobody (II.3.f). */
  @Property({ type: 'jsonb', nullable: true })
  lead!: Assignment | null;

  @Property({ type: 'jsonb' })
  cooperating!: Assignment;

  /** Unit codes that the scope would name but the plan does not bind. */
  @Property({ type: 'array', columnType: 'text[]' })
  exceptUnits!: string[];

  @Field(() => [String], { description: 'Các điểm giao nhiệm vụ cho chủ trì (codes of the assigning clauses).' })
  @Property({ type: 'array', columnType: 'text[]' })
  assignedBy!: string[];

  @Field(() => [String], {
    description: 'Bên phối hợp không phải đơn vị của tỉnh hoặc không nêu tên, nguyên văn (partners).',
  })
  @Property({ type: 'array', columnType: 'text[]' })
  partners!: string[];

  @Field(() => String, { nullable: true, description: 'Ghi chú của người nhập, ví dụ vì sao chưa phân công (note).' })
  @Property({ type: 'text', nullable: true })
  note!: string | null;

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'Task' as const;
  }
}
