import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { assertAllowed } from '../../schema/access/index.js';
import { MAX_PAGE_SIZE, PlanError } from '../../schema/base/index.js';
import { RecordingService, type RecordingAct } from '../../schema/observations/index.js';
import type { RequestContext } from '../context.js';
import { entryOf, RecordObservationInput, RecordObservationResult, resultOf } from '../graphql/observation-results.js';
import { mutate, resultUnion } from '../graphql/user-errors.js';

/** What came of every entry. */
@ObjectType('RecordObservationsPayload', { description: 'Kết quả từng số liệu, đúng thứ tự gửi (payload).' })
class RecordObservationsPayload {
  @Field(() => [RecordObservationResult], { description: 'Kết quả từng số liệu (results).' })
  results!: (typeof RecordObservationResult)[];
}

const RecordObservationsResult = resultUnion(
  'RecordObservationsResult',
  RecordObservationsPayload,
  'Kết quả ghi số liệu quan sát (result).',
);

/** Records observations. */
@Resolver()
export class ObservationMutations {
  @Mutation(() => RecordObservationsResult, {
    description:
      'Ghi số liệu quan sát; từng số liệu được lưu, mâu thuẫn hoặc bị từ chối riêng, các lần ghi trước vẫn giữ ' +
      '(record observations).',
  })
  recordObservations(
    @Arg('entries', () => [RecordObservationInput], {
      description: `Các số liệu, nhiều nhất ${MAX_PAGE_SIZE} (entries).`,
    })
    entries: RecordObservationInput[],
    @Arg('reason', () => String, { nullable: true, description: 'Lý do, ghi vào nhật ký (reason).' })
    reason: string | null,
    @Ctx() context: RequestContext,
  ): Promise<typeof RecordObservationsResult> {
    return mutate(context, async (em) => {
      if (entries.length > MAX_PAGE_SIZE) {
        throw new PlanError('INVALID_INPUT', `Ghi nhiều nhất ${MAX_PAGE_SIZE} số liệu một lần.`, { field: 'entries' });
      }
      const recordings = await new RecordingService(em).record(entries.map(entryOf), actOf(context, reason));
      return Object.assign(new RecordObservationsPayload(), { results: recordings.map(resultOf) });
    });
  }
}

function actOf({ viewer, day }: RequestContext, reason: string | null): RecordingAct {
  return {
    actor: viewer.email,
    day,
    reason: reason?.trim() || null,
    synthetic: false,
    assertMayRecord: (unitId) => assertAllowed(viewer, 'RECORD_OBSERVATION', unitId),
  };
}
