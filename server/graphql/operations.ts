import type { EntityManager } from '@mikro-orm/postgresql';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, DateTimeScalar, type CivilDate } from '../../schema/base/index.js';
import {
  operationsChecks,
  StatusService,
  type CheckName,
  type OperationsCheck,
  type OperationsFacts,
  type OutboxFacts,
} from '../../schema/operations/index.js';
import { allSchedules, dueInstants, type ExpectedSlot, type NamedSchedule } from '../../schema/slots/index.js';

/** GraphQL's Int ends here; a clock that is further off is told as so far off. */
const GREATEST_INT = 2_147_483_647;
/** Longer than any schedule rests. */
const LOOK_AHEAD_MS = 40 * 86_400_000;

const CHECK_NAMES: Readonly<Record<CheckName, CheckName>> = {
  SLOTS: 'SLOTS',
  LAST_RUNS: 'LAST_RUNS',
  OUTBOX: 'OUTBOX',
  MAIL_SERVER: 'MAIL_SERVER',
  RECIPIENTS: 'RECIPIENTS',
  CLOCK: 'CLOCK',
};

registerEnumType(CHECK_NAMES, {
  name: 'OpsCheckName',
  description: 'Điều được kiểm tra (operations check).',
  valuesConfig: {
    SLOTS: { description: 'Lượt chạy đến giờ đã ghi sổ và chạy xong (slots).' },
    LAST_RUNS: { description: 'Lượt gần nhất của mỗi lịch không lỗi (last runs).' },
    OUTBOX: { description: 'Thư đến lượt được thử gửi kịp thời (outbox).' },
    MAIL_SERVER: { description: 'Máy chủ thư nhận thư (mail server).' },
    RECIPIENTS: { description: 'Đơn vị có việc đến hạn đều có vị trí nhận được thư (recipients).' },
    CLOCK: { description: 'Đồng hồ máy chủ khớp với cơ sở dữ liệu (clock).' },
  },
});

/** A finding. */
@ObjectType('OpsCheck', { description: 'Một điều được kiểm tra và kết quả (operations check).' })
class OpsCheck implements OperationsCheck {
  @Field(() => CHECK_NAMES, { description: 'Điều được kiểm tra (name).' })
  name!: CheckName;

  @Field(() => Boolean, { description: 'Có ổn không (ok).' })
  ok!: boolean;

  @Field(() => String, { description: 'Lời giải thích, kèm số đo (message).' })
  message!: string;
}

/** A schedule with its next due instant. */
@ObjectType('JobSchedule', { description: 'Một lịch của worker (job schedule).' })
class JobSchedule {
  @Field(() => String, { description: 'Tên lịch (name).' })
  readonly name: string;

  @Field(() => String, { description: 'Việc nó làm (title).' })
  readonly title: string;

  @Field(() => String, { description: 'Giờ chạy, dạng cron, múi giờ Asia/Ho_Chi_Minh (cron).' })
  readonly cron: string;

  @Field(() => String, { description: 'Khi lỡ giờ: RUN_LATEST, RUN_ALL (kèm số lượt) hoặc SKIP (catch-up policy).' })
  readonly catchUp: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Lượt kế tiếp (next due at).' })
  readonly nextDueAt: Date | null;

  @Field(() => Boolean, { description: 'Lượt kết thúc gần nhất bị lỗi (has failed).' })
  readonly hasFailed: boolean;

  constructor(schedule: NamedSchedule, hasFailed: boolean, now: Date) {
    const { catchUp } = schedule;
    this.name = schedule.name;
    this.title = schedule.title;
    this.cron = schedule.cron;
    this.catchUp = catchUp.policy === 'RUN_ALL' ? `${catchUp.policy}(${catchUp.max})` : catchUp.policy;
    this.nextDueAt = dueInstants(schedule, now, new Date(now.getTime() + LOOK_AHEAD_MS))[0] ?? null;
    this.hasFailed = hasFailed;
  }
}

/** Counts of the outbox. */
@ObjectType('OpsOutbox', { description: 'Hộp thư đi (outbox).' })
class OpsOutbox implements Pick<OutboxFacts, 'queued' | 'retrying' | 'dueSince'> {
  @Field(() => Int, { description: 'Thư chờ gửi (queued).' })
  queued!: number;

  @Field(() => Int, { description: 'Thư chờ gửi lại sau lỗi (retrying).' })
  retrying!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Thư đến lượt lâu nhất đã chờ từ lúc này (due since).' })
  dueSince!: Date | null;
}

/** Everything that operators look at. */
@ObjectType('OpsStatus', { description: 'Tình trạng vận hành (operations status).' })
export class OpsStatus {
  @Field(() => Boolean, { description: 'Mọi điều kiểm tra đều ổn, /readyz trả 200 (ready).' })
  readonly ready: boolean;

  @Field(() => DateTimeScalar, { description: 'Lúc kiểm tra, theo cơ sở dữ liệu (checked at).' })
  readonly checkedAt: Date;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Ngày bắt đầu theo dõi; trống khi worker chưa từng chạy (go live on).',
  })
  readonly goLiveOn: CivilDate | null;

  @Field(() => [OpsCheck], { description: 'Các điều kiểm tra (checks).' })
  readonly checks: OpsCheck[];

  @Field(() => [JobSchedule], { description: 'Các lịch (schedules).' })
  readonly schedules: JobSchedule[];

  @Field(() => OpsOutbox, { description: 'Hộp thư đi (outbox).' })
  readonly outbox: OpsOutbox;

  @Field(() => Int, { description: 'Đồng hồ máy chủ trừ đồng hồ cơ sở dữ liệu, mili giây (clock skew).' })
  readonly clockSkewMs: number;

  constructor(facts: OperationsFacts, now: Date, goLiveOn: CivilDate | null) {
    this.checks = operationsChecks(facts, now).map((check) => Object.assign(new OpsCheck(), check));
    this.ready = this.checks.every(({ ok }) => ok);
    this.checkedAt = now;
    this.goLiveOn = goLiveOn;
    this.schedules = facts.schedules.map(({ schedule, hasFailed }) => new JobSchedule(schedule, hasFailed, now));
    this.outbox = Object.assign(new OpsOutbox(), facts.outbox);
    this.clockSkewMs = Math.max(-GREATEST_INT, Math.min(facts.clockSkewMs, GREATEST_INT));
  }
}

/** The status at this moment; `clock` is the server's. */
export async function opsStatusOf(em: EntityManager, clock: () => Date): Promise<OpsStatus> {
  const { facts, now, goLiveOn } = await new StatusService(em).facts(allSchedules, clock);
  return new OpsStatus(facts, now, goLiveOn);
}

/** One due instant of a schedule. */
@ObjectType('ForecastSlot', { description: 'Một lượt chạy theo lịch (forecast slot).' })
export class ForecastSlot {
  @Field(() => String, { description: 'Tên lịch (schedule).' })
  readonly schedule: string;

  @Field(() => String, { description: 'Việc nó làm (title).' })
  readonly title: string;

  @Field(() => DateTimeScalar, { description: 'Giờ chạy (due at).' })
  readonly dueAt: Date;

  constructor({ schedule, dueAt }: ExpectedSlot<NamedSchedule>) {
    this.schedule = schedule.name;
    this.title = schedule.title;
    this.dueAt = dueAt;
  }
}
