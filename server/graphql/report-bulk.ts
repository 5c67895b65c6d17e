import type { EntityManager } from '@mikro-orm/postgresql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MAX_PAGE_SIZE, PlanError } from '../../schema/base/index.js';
import { Report, ReportConflict } from '../../schema/reports/index.js';
import type { RequestContext } from '../context.js';
import { reportNow } from './report-results.js';
import { mutate, resultUnion, userErrorsOf, UserError, type UserErrors } from './user-errors.js';

/** What became of one report of many. */
@ObjectType('ReportItemPayload', { description: 'Kết quả của một báo cáo trong thao tác hàng loạt (item).' })
export class ReportItemPayload {
  @Field(() => ID, { description: 'Mã đã gửi lên (id).' })
  readonly id!: string;

  @Field(() => Boolean, { description: 'Đã làm (done).' })
  readonly done!: boolean;

  @Field(() => Report, {
    nullable: true,
    description: 'Báo cáo sau thao tác, hoặc như hiện nay khi không làm được vì trạng thái (report).',
  })
  readonly report!: Report | null;

  @Field(() => [UserError], { description: 'Vì sao không làm được; rỗng khi đã làm (user errors).' })
  readonly userErrors!: UserError[];
}

/** What became of each report. */
@ObjectType('BulkReportsPayload', { description: 'Kết quả từng báo cáo, đúng thứ tự gửi lên (bulk payload).' })
export class BulkReportsPayload {
  @Field(() => [ReportItemPayload], { description: 'Từng báo cáo (items).' })
  readonly items: ReportItemPayload[];

  @Field(() => Int, { description: 'Số báo cáo đã làm được (done count).' })
  readonly doneCount: number;

  constructor(items: ReportItemPayload[]) {
    this.items = items;
    this.doneCount = items.filter(({ done }) => done).length;
  }
}

/** What an action on many reports answers. */
export const BulkReportsResult = resultUnion(
  'BulkReportsResult',
  BulkReportsPayload,
  'Kết quả thao tác hàng loạt trên báo cáo (bulk result).',
);

/**
 * Does work with each report in a savepoint of its own: one that is refused leaves the others as they are. All are
 * locked in one order, so that two at once do not lock each other out.
 */
export function eachReport(
  context: RequestContext,
  ids: readonly string[],
  work: (em: EntityManager, id: string) => Promise<Report>,
): Promise<BulkReportsPayload | UserErrors> {
  return mutate(context, async (em) => {
    if (ids.length === 0 || ids.length > MAX_PAGE_SIZE) {
      throw new PlanError('INVALID_INPUT', `Cần từ 1 đến ${MAX_PAGE_SIZE} báo cáo mỗi lần.`, { field: 'ids' });
    }
    const items: ReportItemPayload[] = [];
    for (const place of lockingOrder(ids)) items[place] = await oneReport(em, ids[place] ?? '', work);
    return new BulkReportsPayload(items);
  });
}

async function oneReport(
  em: EntityManager,
  id: string,
  work: (em: EntityManager, id: string) => Promise<Report>,
): Promise<ReportItemPayload> {
  try {
    const report = await em.transactional((savepoint) => work(savepoint, id));
    return { id, done: true, report, userErrors: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const report = error instanceof ReportConflict ? await reportNow(em, error.reportId) : undefined;
    return { id, done: false, report: report ?? null, userErrors: userErrorsOf(error) };
  }
}

/** Places of the ids in the order of the ids. */
function lockingOrder(ids: readonly string[]): number[] {
  return [...ids.keys()].toSorted((a, b) => (ids[a] ?? '').localeCompare(ids[b] ?? '', 'en') || a - b);
}
