import type { CivilDate } from '../../base/index.js';
import { ServiceLevel } from '../../catalogue/index.js';
import { UnitKind } from '../../organisation/index.js';
import type { KnownUnit, RowFacts } from '../imports/dossier-row.js';
import { Channel } from '../store/dossier.js';
import { ROW_COLUMNS, type ColumnName } from '../store/row-columns.js';
import { MESSAGE_NAMES, parametersOf, type DayName, type RuleData } from './rule-schema.js';
import type { FindingSeverity } from '../imports/finding-severity.js';
import { RuleCheck } from './validation-rule.js';

/** A rule ready to be asked about rows, for one column. */
export interface RuleTest {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** The column that a finding names. */
  readonly column: ColumnName;
  /** Whether the row keeps the rule; also when what it is about is missing or unreadable. */
  readonly isKept: (facts: RowFacts) => boolean;
  readonly messageOf: (facts: RowFacts) => string;
}

type Test = Pick<RuleTest, 'column' | 'isKept'>;

/** The tests of the rules that are on, those about form left out: reading itself tells them. */
export function ruleTests(rules: readonly RuleData[]): RuleTest[] {
  return rules
    .filter(({ enabled, check }) => enabled && check !== RuleCheck.Format)
    .flatMap((rule) => {
      const { code, severity, message } = rule;
      const messageOf = (facts: RowFacts) => filled(message, facts);
      return testsOf(rule).map((test) => ({ code, severity, messageOf, ...test }));
    });
}

/** The day by which a procedure and a unit are judged: of reception, else of the code, else today. */
export function dayOf({ receivedOn, openedOn, today }: RowFacts): CivilDate {
  return receivedOn ?? openedOn ?? today;
}

function testsOf(rule: RuleData): Test[] {
  switch (rule.check) {
    case RuleCheck.Format:
      return [];
    case RuleCheck.Compare:
      return [comparison(parametersOf(RuleCheck.Compare, rule))];
    case RuleCheck.StatusNeeds: {
      const { column, statuses } = parametersOf(RuleCheck.StatusNeeds, rule);
      return [{ column, isKept: needs(column, new Set(statuses)) }];
    }
    case RuleCheck.StatusForbids: {
      const { column, statuses } = parametersOf(RuleCheck.StatusForbids, rule);
      const allowed = new Set(statuses);
      const valueOf = VALUES[column];
      return [{ column, isKept: (f) => valueOf(f) === null || f.status === 0 || allowed.has(f.status) }];
    }
    case RuleCheck.NotInFuture: {
      const { columns } = parametersOf(RuleCheck.NotInFuture, rule);
      return columns.map((column) => ({ column, isKept: notInFuture(column) }));
    }
    case RuleCheck.UnitNotEnded:
    case RuleCheck.UnitBegun: {
      const { columns } = parametersOf(RuleCheck.UnitNotEnded, rule);
      const isKept = rule.check === RuleCheck.UnitBegun ? hasBegun : hasNotEnded;
      return columns.map((column) => ({ column, isKept: (f) => isKept(UNITS[column](f), f) }));
    }
    case RuleCheck.OfferedOnline:
      return [{ column: 'channel', isKept: isOffered }];
    case RuleCheck.UnitCompetent:
      return [{ column: 'resolving_unit', isKept: isCompetent }];
    case RuleCheck.CodeOnce:
      return [{ column: 'code', isKept: ({ repeated }) => !repeated }];
    case RuleCheck.PaidImpliesPayable:
      return [{ column: 'paid_online', isKept: ({ paidOnline, payable }) => paidOnline !== true || payable !== false }];
  }
}

const DAYS: Readonly<Record<DayName, (facts: RowFacts) => string | null>> = {
  opened_on: ({ openedOn }) => openedOn,
  received_on: ({ receivedOn }) => receivedOn,
  due_on: ({ dueOn }) => dueOn,
  finished_on: ({ finishedOn }) => finishedOn,
  updated_on: ({ updatedOn }) => updatedOn,
  today: ({ today }) => today,
};

const DAY_COLUMNS: Readonly<Record<DayName, ColumnName>> = {
  opened_on: 'code',
  received_on: 'received_on',
  due_on: 'due_on',
  finished_on: 'finished_on',
  updated_on: 'updated_at',
  today: 'updated_at',
};

const VALUES = {
  received_on: DAYS.received_on,
  due_on: DAYS.due_on,
  finished_on: DAYS.finished_on,
  rating: ({ rating }: RowFacts) => rating,
} as const;

const UNITS = {
  receiving_unit: ({ receivingUnit }: RowFacts) => receivingUnit,
  resolving_unit: ({ resolvingUnit }: RowFacts) => resolvingUnit,
} as const;

const OPERATORS = {
  '<': (left: string, right: string) => left < right,
  '<=': (left: string, right: string) => left <= right,
  '=': (left: string, right: string) => left === right,
  '>=': (left: string, right: string) => left >= right,
  '>': (left: string, right: string) => left > right,
} as const;

function comparison(parameters: { left: DayName; operator: keyof typeof OPERATORS; right: DayName }): Test {
  const [left, right] = [DAYS[parameters.left], DAYS[parameters.right]];
  const compare = OPERATORS[parameters.operator];
  const isKept = (facts: RowFacts) => {
    const [a, b] = [left(facts), right(facts)];
    return a === null || b === null || compare(a, b);
  };
  return { column: DAY_COLUMNS[parameters.left], isKept };
}

function needs(column: keyof typeof VALUES, statuses: ReadonlySet<number>): RuleTest['isKept'] {
  const valueOf = VALUES[column];
  const bit = 1 << ROW_COLUMNS.findIndex(({ name }) => name === column);
  return (facts) => valueOf(facts) !== null || !statuses.has(facts.status) || (facts.unread & bit) !== 0;
}

function notInFuture(column: 'received_on' | 'due_on' | 'finished_on' | 'updated_at'): RuleTest['isKept'] {
  const valueOf = DAYS[column === 'updated_at' ? 'updated_on' : column];
  return (facts) => {
    const day = valueOf(facts);
    return day === null || day <= facts.today;
  };
}

function isOffered({ channel, offer }: RowFacts): boolean {
  return channel !== Channel.Online || offer?.serviceLevel !== ServiceLevel.Info;
}

/** As `UNIT_HANDLES_PROCEDURE` has it; a department that went into the managing one counts as it, an unknown one as any. */
function isCompetent({ offer, resolvingUnit }: RowFacts): boolean {
  if (offer === null || resolvingUnit === null) return true;
  if (resolvingUnit.kind === UnitKind.Commune) return offer.competence === 'COMMUNE' || offer.competence === 'BOTH';
  const { ownerId } = offer;
  return ownerId === null || ownerId === resolvingUnit.id || resolvingUnit.successorIds.includes(ownerId);
}

function hasNotEnded(unit: KnownUnit | null, facts: RowFacts): boolean {
  return unit === null || unit.validTo === null || dayOf(facts) < unit.validTo;
}

function hasBegun(unit: KnownUnit | null, facts: RowFacts): boolean {
  return unit === null || unit.validFrom === null || dayOf(facts) >= unit.validFrom;
}

const NAMES: Readonly<Record<(typeof MESSAGE_NAMES)[number], (facts: RowFacts) => string | number | null>> = {
  ...DAYS,
  status: ({ status }) => status,
  day: dayOf,
  code: ({ code }) => code,
  receiving_unit: ({ receivingUnit }) => receivingUnit?.name ?? null,
  resolving_unit: ({ resolvingUnit }) => resolvingUnit?.name ?? null,
};

function filled(message: string, facts: RowFacts): string {
  return MESSAGE_NAMES.reduce(
    (text, name) =>
      text.includes(`{${name}}`) ? text.replaceAll(`{${name}}`, String(NAMES[name](facts) ?? '…')) : text,
    message,
  );
}
