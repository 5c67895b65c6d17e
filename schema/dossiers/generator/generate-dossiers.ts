import { addDays, partsOf, PlanError, toEpochDay, type CivilDate } from '../../base/index.js';
import type { WorkingCalendar } from '../../calendar/index.js';
import { ServiceLevel } from '../../catalogue/index.js';
import { Channel, Rating } from '../store/dossier.js';
import { ROW_COLUMNS } from '../store/row-columns.js';
import { planDays, type PlannedDay } from './day-plan.js';
import { lifeCourse } from './life-course.js';
import type { GeneratorProcedure, GeneratorUnit, ProcedureProfile } from './procedure-mix.js';
import { randomOf, WeightedChoice, type Random } from './random.js';
import { unitProfiles, type UnitProfile } from './unit-profile.js';
import { WorkDays } from './work-days.js';

/** What to make up. */
export interface GeneratorOptions {
  /** Any whole number; the same options give the same bytes. */
  readonly seed: number;
  /** How many dossiers, exactly. */
  readonly dossiers: number;
  /** First and last day of submission; also nothing is finished after the last. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly units: readonly GeneratorUnit[];
  readonly procedures: readonly GeneratorProcedure[];
  readonly calendar: WorkingCalendar;
  /** First part of dossier codes, for example `H27`. */
  readonly dossierPrefix: string;
}

const CHUNK = 65_536; // characters
const CENTRE = 'TTPVHCC'; // the provincial one-stop centre receives for the departments
const HORIZON_DAYS = 400; // longest limit and delay, in calendar days
const LONGEST_LIMIT = 120; // working days
// Online share of an average unit for a procedure of middling ease; over all procedures it comes to 35 % and 80 %.
const ONLINE_AT_START = 0.26;
const ONLINE_AT_END = 0.85;
const FULL_EASE = 0.9; // log-odds
const PARTIAL_EASE = -0.4;
const TREND_FROM = '2025-01-01' as CivilDate;
const TREND_TO = '2026-11-30' as CivilDate;

/**
 * A CSV file of made-up dossiers in the format of `ROW_COLUMNS`, in chunks of text; rows by day of submission.
 *
 * Looks like a province: seasons, weekends, holidays, large and small units, common and rare procedures, a rising
 * online share, laggards. Nobody's data; every row is marked `synthetic`.
 * @throws PlanError INVALID_INPUT when the range is empty or no unit resolves any procedure.
 */
export function* generateDossiers(options: GeneratorOptions): Generator<string> {
  const day = new DayWriter(options);
  let chunk = `${ROW_COLUMNS.map(({ name }) => name).join(',')}\n`;
  for (const planned of planDays(options.from, options.to, options.dossiers, options.calendar)) {
    day.begin(planned);
    for (let left = planned.dossiers; left > 0; left -= 1) {
      chunk += day.row();
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

class DayWriter {
  private readonly random: Random;
  private readonly units: UnitProfile[];
  private readonly unitChoice: WeightedChoice;
  private readonly centre: UnitProfile | undefined;
  private readonly workDays: WorkDays;
  private readonly numbers = new Map<string, number>();
  private day = TREND_FROM;
  private codeDay = '';
  private month = 0;
  private isWorking = true;
  /** Log-odds of online submission of an average unit on the day. */
  private online = 0;

  constructor(private readonly options: GeneratorOptions) {
    const { seed, from, to, units, procedures, calendar, dossierPrefix } = options;
    this.random = randomOf(seed);
    this.units = unitProfiles(units, procedures, seed, dossierPrefix);
    this.unitChoice = new WeightedChoice(this.units.map(({ weight }) => weight));
    this.centre = this.units.find(({ code }) => code === CENTRE);
    this.workDays = new WorkDays(from, addDays(to, HORIZON_DAYS), calendar);
    if (from > to) throw new PlanError('INVALID_INPUT', 'Ngày đầu phải không sau ngày cuối.', { from, to });
    if (!this.units.some(({ weight }) => weight > 0)) {
      throw new PlanError('INVALID_INPUT', 'Không đơn vị nào giải quyết thủ tục nào, không tạo được hồ sơ.');
    }
  }

  begin({ day, working }: PlannedDay): void {
    const { year, month } = partsOf(day);
    this.day = day;
    this.codeDay = `${String(year).slice(2)}${day.slice(5, 7)}${day.slice(8)}`;
    this.month = month - 1;
    this.isWorking = working;
    this.online = logOdds(onlineShareOn(day));
    this.numbers.clear();
  }

  row(): string {
    const { random } = this;
    const resolving = this.units[this.unitChoice.draw(random)] as UnitProfile;
    const place = (resolving.choiceByMonth[this.month] as WeightedChoice).draw(random);
    const procedure = resolving.procedures[place] as ProcedureProfile;
    const channel = this.channel(resolving, procedure);
    const isOnline = channel === Channel.Online;
    const receiving = this.receiving(resolving, isOnline);
    const limit = Math.min(LONGEST_LIMIT, isOnline ? procedure.limitOnline : procedure.limitDirect);
    const terms = { submittedOn: this.day, isOnline, limit, lateShare: resolving.lateShare, until: this.options.to };
    const course = lifeCourse(terms, this.workDays, random);
    const isFinished = course.finishedOn !== null;
    const payable = procedure.hasFee && random.chance(0.9);
    const isReceived = course.receivedOn !== null;
    const paidOnline =
      payable && isReceived && random.chance(chanceOf(this.online + resolving.onlineBias + (isOnline ? 0.9 : -1.1)));
    const electronic =
      isFinished && course.status !== 7 && random.chance(resolving.electronicShare * (isOnline ? 1 : 0.6));
    const rating = isFinished && random.chance(0.4) ? this.rating(resolving) : '';
    return `${this.code(receiving)},${procedure.code},${receiving.code},${resolving.code},${channel},${course.status},${
      course.receivedOn ?? ''
    },${course.dueOn ?? ''},${course.finishedOn ?? ''},${payable},${paidOnline},${electronic},${rating},true,${
      course.lastEventOn
    }T${this.clock()}+07:00\n`;
  }

  private channel(unit: UnitProfile, procedure: ProcedureProfile): Channel {
    const { random } = this;
    if (procedure.serviceLevel === ServiceLevel.Info) return random.chance(0.04) ? Channel.Postal : Channel.InPerson;
    if (!this.isWorking) return Channel.Online;
    const ease = procedure.serviceLevel === ServiceLevel.Full ? FULL_EASE : PARTIAL_EASE;
    if (random.chance(chanceOf(this.online + unit.onlineBias + ease))) return Channel.Online;
    return random.chance(0.06) ? Channel.Postal : Channel.InPerson;
  }

  private receiving(resolving: UnitProfile, isOnline: boolean): UnitProfile {
    const { random } = this;
    if (!resolving.isCommune) return this.centre && !isOnline && random.chance(0.75) ? this.centre : resolving;
    if (isOnline || !random.chance(0.03)) return resolving;
    const other = this.units[this.unitChoice.draw(random)] as UnitProfile;
    return other.isCommune ? other : resolving;
  }

  private code(receiving: UnitProfile): string {
    const number = (this.numbers.get(receiving.code) ?? 0) + 1;
    this.numbers.set(receiving.code, number);
    return `${receiving.codePrefix}-${this.codeDay}-${String(number).padStart(4, '0')}`;
  }

  private rating({ satisfiedShare }: UnitProfile): Rating {
    if (!this.random.chance(satisfiedShare)) return Rating.Dissatisfied;
    return this.random.chance(0.55) ? Rating.VerySatisfied : Rating.Satisfied;
  }

  /** A time of the working day, `HH:MM:SS`. */
  private clock(): string {
    const second = 7 * 3600 + this.random.below(10 * 3600);
    return `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
  }
}

function onlineShareOn(day: CivilDate): number {
  const road = (toEpochDay(day) - toEpochDay(TREND_FROM)) / (toEpochDay(TREND_TO) - toEpochDay(TREND_FROM));
  return ONLINE_AT_START + (ONLINE_AT_END - ONLINE_AT_START) * Math.min(1, Math.max(0, road));
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}

function chanceOf(logOddsValue: number): number {
  return 1 / (1 + Math.exp(-logOddsValue));
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
