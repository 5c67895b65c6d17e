import type { DayRange } from '../../schema/base/index.js';
import { ProcessingTimeService, type TimeScope } from '../../schema/dossiers/index.js';
import { ProcessingTime, timeTargetOf, timeTargets } from '../../schema/indicators/index.js';
import type { Target } from '../../schema/plan/index.js';
import type { RequestContext } from '../context.js';
import { isSynthetic } from './figures.js';
import { rangeKey } from './period-args.js';

/** Processing time of a key in a range; all keys of one kind and range share one statement. */
export async function processingTimeOf(
  context: RequestContext,
  scope: TimeScope,
  key: string,
  range: DayRange,
): Promise<ProcessingTime> {
  const { em, loaders } = context;
  const read = (keys: readonly string[]) => new ProcessingTimeService(em).byChannel(scope, keys, range);
  const [times, targets, synthetic] = await Promise.all([
    loaders.load(`${scope} processing time ${rangeKey(range)}`, key, read),
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
