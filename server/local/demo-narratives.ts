import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { Role, type Viewer } from '../../schema/access/index.js';
import { addDays, instantAt, rowsOf, type CivilDate } from '../../schema/base/index.js';
import { PeriodKind, periodContaining, PeriodScheme } from '../../schema/calendar/index.js';
import {
  Obstacle,
  ObstacleCategory,
  ObstacleService,
  ObstacleStatus,
  Report,
  ReportState,
  type ObstacleAct,
  type ObstacleWords,
} from '../../schema/reports/index.js';
import { DEMO_ACTOR } from './demo-actor.js';

/** Stands before every made-up text, so that it is told as such wherever it shows. */
const MARK = '[MÔ PHỎNG]';

/** Of a hundred units so many raise an obstacle in a month, and so many write a summary. */
const RAISED_OF_HUNDRED = 6;
const SUMMARISED_OF_HUNDRED = 60;
/** Of a hundred obstacles so many are answered, and of those so many closed. */
const ANSWERED_OF_HUNDRED = 70;
const CLOSED_OF_HUNDRED = 60;
/** Days after raising at which they are answered and closed, and by which an answer is asked for. */
const ANSWERED_AFTER = 10;
const CLOSED_AFTER = 40;
const ANSWER_BY_DAYS = 15;

/** Made-up difficulties: what, what is proposed, who is asked. */
const OBSTACLES: readonly (readonly [ObstacleCategory, string, string, string])[] = [
  [
    ObstacleCategory.Infrastructure,
    'Máy quét tại bộ phận một cửa đã cũ, số hóa hồ sơ chậm.',
    'Đề nghị bổ sung máy quét.',
    'STC',
  ],
  [
    ObstacleCategory.Software,
    'Hệ thống đôi lúc không đồng bộ trạng thái hồ sơ.',
    'Đề nghị rà soát việc đồng bộ.',
    'SKHCN',
  ],
  [
    ObstacleCategory.Public,
    'Người cao tuổi chưa quen nộp hồ sơ trực tuyến.',
    'Đề nghị hướng dẫn mẫu về tổ công nghệ số.',
    'SKHCN',
  ],
  [ObstacleCategory.Staff, 'Công chức tiếp nhận kiêm nhiệm nhiều việc.', 'Đề nghị hướng dẫn bố trí nhân sự.', 'SNV'],
  [
    ObstacleCategory.Procedure,
    'Một số thủ tục còn yêu cầu bản giấy.',
    'Đề nghị rà soát, đơn giản hóa thành phần hồ sơ.',
    'VPUBT',
  ],
];

/** Whoever makes the demonstration may do what a coordinator may. */
const ACTOR: Viewer = { role: Role.Coordinator, userId: null, name: 'Mô phỏng', email: DEMO_ACTOR, unitId: null };

/**
 * Makes up what units write on a day: summaries and obstacles when a month has just closed, answers and closings of
 * earlier ones. Every text is marked. Always the same for the same days. Must run in a transaction.
 */
export async function makeDemoNarratives(em: EntityManager, day: CivilDate): Promise<void> {
  const act = { viewer: ACTOR, at: instantAt(day, 9), day };
  await answerAndClose(em, act);
  const period = periodContaining(addDays(day, -1), PeriodKind.Month, PeriodScheme.Nd09);
  if (period.to !== day) return;
  const drafts = await em.find(
    Report,
    { periodId: period.id, cycle: PeriodKind.Month, state: ReportState.Draft, unit: { $ne: null } },
    { orderBy: { scopeKey: 'asc' } },
  );
  await summarise(em, drafts, period.name);
  for (const { scopeKey: unit, periodId } of drafts) {
    if (chance(`raise ${unit} ${periodId}`) >= RAISED_OF_HUNDRED) continue;
    await new ObstacleService(em).raise({ unit, periodId, plan: null }, wordsOf(unit, periodId, day), act);
  }
}

function wordsOf(unit: string, periodId: string, day: CivilDate): ObstacleWords {
  const [chosen] = OBSTACLES.slice(chance(`which ${unit} ${periodId}`) % OBSTACLES.length);
  if (!chosen) throw new Error('There are no made-up obstacles');
  const [category, description, proposal, asked] = chosen;
  return {
    category,
    description: `${MARK} ${description}`,
    proposal: `${MARK} ${proposal}`,
    addressee: asked === unit ? null : asked,
    answerBy: addDays(day, ANSWER_BY_DAYS),
  };
}

async function answerAndClose(em: EntityManager, act: ObstacleAct): Promise<void> {
  const service = new ObstacleService(em);
  const isOpen = { status: { $ne: ObstacleStatus.Closed } };
  const open = await em.find(Obstacle, isOpen, { populate: ['unit'], orderBy: { id: 'asc' } });
  const dayBefore = (days: number) => instantAt(addDays(act.day, -days), 24);
  for (const { id, status, raisedAt, unit, periodId } of open) {
    const key = `${unit.unwrap().code} ${periodId}`;
    const isOld = (days: number) => raisedAt < dayBefore(days);
    if (status === ObstacleStatus.Open && isOld(ANSWERED_AFTER) && chance(`answer ${key}`) < ANSWERED_OF_HUNDRED) {
      await service.answer(id, `${MARK} Đã tiếp nhận, sẽ xử lý trong quý.`, act);
    } else if (
      status === ObstacleStatus.Answered &&
      isOld(CLOSED_AFTER) &&
      chance(`close ${key}`) < CLOSED_OF_HUNDRED
    ) {
      await service.close(id, `${MARK} Đã được giải quyết.`, act);
    }
  }
}

async function summarise(em: EntityManager, drafts: readonly Report[], period: string): Promise<void> {
  const ids = drafts
    .filter(({ scopeKey, periodId }) => chance(`summary ${scopeKey} ${periodId}`) < SUMMARISED_OF_HUNDRED)
    .map(({ id }) => id);
  const text = `${MARK} ${period}: đơn vị duy trì tiếp nhận hồ sơ trực tuyến, hướng dẫn người dân tại bộ phận một cửa.`;
  await rowsOf(
    em,
    sql`update report_revision set summary = ${text}, summary_revision = 1
      where report_id = any(${ids}::uuid[]) and number = 1 and sealed_at is null`,
  );
}

/** A number from 0 to 99 that is always the same for a key. */
function chance(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % 100;
}
