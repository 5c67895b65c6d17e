import type { DayRange } from '../../schema/base/index.js';
import { ProcessingTimeService, type TimeScope } from '../../schema/dossiers/index.js';
import { ProcessingTime, timeTargetOf, timeTargets } from '../../schema/indicators/index.js';
import type { Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { isSynthetic } from './figures.js';
import { rangeKey } from './period-args.js';

/** What times are asked of: a key of a scope, and the days; restated to today's units or at those that reported. */
export interface TimeOf {
  readonly scope: TimeScope;
  readonly key: string;
  readonly range: DayRange;
  readonly restated: boolean;
}

/** Processing time of a key in a range; all keys of one kind and range share one statement. */
export async function processingTimeOf(
  context: RequestContext,
  { scope, key, range, restated }: TimeOf,
): Promise<ProcessingTime> {
  const { em, loaders, day } = context;
  const restatedOn = restated ? day : null;
  const read = (keys: readonly string[]) => new ProcessingTimeService(em).byChannel({ scope, keys, range, restatedOn });
  const [times, targets, synthetic] = await Promise.all([
    loaders.load(`${scope} processing time ${rangeKey(range)}${restated ? ' restated' : ''}`, key, read),
    targetsOf(context),
    isSynthetic(context),
  ]);
  return new ProcessingTime({ range, times: times ?? [], target: timeTargetOf(targets, range), synthetic });
}

async function targetsOf({ em, loaders }: RequestContext): Promise<Target[]> {
  const all = async (keys: readonly string[]) => {
    const targets = await timeTargets(em);
    return new Map(keys.map((key) => [key, targets]));
  };
  return (await loaders.load('targets of processing time', 'all', all)) ?? [];
}
