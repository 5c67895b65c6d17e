import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf, type TableAct } from '../base/index.js';
import { ProcedureCode } from './procedure-code.js';
import { ProcedureGroupMembership } from './procedure-group.js';
import { factsOfProcedureRow, groupsOfProcedureRow, procedureCell } from './procedure-table-rules.js';
import { ProcedureVersion } from './procedure-version.js';
import { ProcedureIdentity } from './procedure.js';
import { holds, planVersionChange } from './version-rules.js';

/** A row of the table without fault, beside what is stored. */
export interface ProcedureTableRow {
  readonly row: number;
  /** Key of the procedure; null when it is new. */
  readonly id: string | null;
  /** In the order of the columns, under the present code. */
  readonly cells: readonly string[];
  readonly before: readonly string[] | null;
  readonly ownerId: string;
}

const LIMITS = ['limitOnline', 'limitDirect', 'limitPostal'] as const;

/** Writes rows of the table of procedures; statements do not grow with the rows. */
export class ProcedureTableWriter {
  constructor(
    private readonly em: EntityManager,
    private readonly act: TableAct,
  ) {}

  /** Adds the new procedures and changes the others from the day of the act. The procedures must be locked. */
  async write(rows: readonly ProcedureTableRow[]): Promise<void> {
    const ids = rows.flatMap(({ id }) => id ?? []);
    const found = await this.em.find(
      ProcedureVersion,
      { procedure: ids },
      { orderBy: { validFrom: 'ASC NULLS FIRST' } },
    );
    const versions = Map.groupBy(found, ({ procedure }) => procedure.id);
    const identities = new Map((await this.em.find(ProcedureIdentity, { id: ids })).map((one) => [one.id, one]));
    const memberships = Map.groupBy(
      await this.em.find(ProcedureGroupMembership, { procedure: ids }),
      ({ procedure }) => procedure.id,
    );
    const begun: (() => void)[] = [];
    for (const row of rows) {
      const identity = row.id === null ? null : identities.get(row.id);
      if (!identity) this.add(row);
      else {
        begun.push(...this.change(row, identity, versions.get(identity.id) ?? []));
        this.regroup(row, identity, memberships.get(identity.id) ?? []);
      }
    }
    await this.em.flush(); // old spans must end before new ones begin: only one may have an open end
    for (const begin of begun) begin();
    await this.em.flush();
    await rowsOf(this.em, sql`analyze procedure, procedure_version, procedure_code`);
  }

  private add(row: ProcedureTableRow): void {
    const facts = factsOfProcedureRow(row.cells);
    const { code, certainty, sourceNote } = facts;
    const span = { validFrom: this.act.from, validTo: null };
    const procedure = this.em.create(ProcedureIdentity, {
      code,
      field: procedureCell(row.cells, 'field'),
      owner: row.ownerId,
    });
    this.em.create(ProcedureCode, { procedure, code, ...span, certainty, sourceNote });
    this.em.create(ProcedureVersion, { procedure, ...facts, ...span, documentNumber: null });
    this.regroup(row, procedure, []);
  }

  /** Ends the version of the day, and returns what begins the next. */
  private change(row: ProcedureTableRow, procedure: ProcedureIdentity, versions: ProcedureVersion[]): (() => void)[] {
    const field = procedureCell(row.cells, 'field');
    if (field !== procedure.field || row.ownerId !== procedure.owner.id) {
      this.em.assign(procedure, { field, owner: row.ownerId });
    }
    const { from } = this.act;
    const plan = planVersionChange(versions, from, from, true);
    const facts = factsOfProcedureRow(row.cells);
    for (const limit of LIMITS) {
      // Hours that someone gave beside a text without unit stay as long as the text does.
      if (facts[`${limit}Text`] === plan.before[`${limit}Text`]) facts[`${limit}Hours`] = plan.before[`${limit}Hours`];
    }
    if ((Object.keys(facts) as (keyof typeof facts)[]).every((name) => facts[name] === plan.before[name])) return [];
    const documentNumber = null;
    if (plan.kind === 'OVERWRITE') {
      this.em.assign(plan.before, { ...facts, documentNumber });
      return [];
    }
    plan.before.validTo = from;
    return [() => this.em.create(ProcedureVersion, { procedure, ...facts, ...plan.after, documentNumber })];
  }

  private regroup(row: ProcedureTableRow, procedure: ProcedureIdentity, stored: ProcedureGroupMembership[]): void {
    const { from, reason } = this.act;
    const present = stored.filter((membership) => holds(membership, from));
    const wanted = groupsOfProcedureRow(row.cells);
    for (const membership of present) {
      if (!wanted.some((one) => isSame(one, membership))) membership.validTo = from;
    }
    const { certainty } = factsOfProcedureRow(row.cells);
    for (const one of wanted) {
      if (present.some((membership) => isSame(one, membership))) continue;
      const span = { validFrom: from, validTo: null };
      this.em.create(ProcedureGroupMembership, { procedure, ...one, ...span, certainty, sourceNote: reason });
    }
  }
}

interface ListItem {
  readonly group: string;
  readonly item: string | null;
}

function isSame(a: ListItem, b: ListItem): boolean {
  return a.group === b.group && a.item === b.item;
}
