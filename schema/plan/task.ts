import { type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../base/index.js';
import { Clause } from './clause.js';
import { Plan } from './plan.js';

/** Who leads or helps: unit codes, or every unit of a kind. */
export interface Assignment {
  readonly units: readonly string[];
  readonly scopes: readonly ('EVERY_DEPARTMENT' | 'EVERY_COMMUNE')[];
}

/** A task of the plan. */
@ObjectType('Task', { implements: Node, description: 'Nhiệm vụ của kế hoạch (task).' })
@Entity({ tableName: 'task' })
@Unique({ properties: ['plan', 'code'] })
export class Task extends Node {
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

  @Field(() => String, { description: 'Trích nguyên văn (verbatim quote).' })
  @Property({ type: 'text' })
  quote!: string;

  override get typeName() {
    return 'Task' as const;
  }
}
