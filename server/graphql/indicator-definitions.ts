import { IndicatorDefinitionService, type IndicatorSet } from '../../schema/indicators/index.js';
import type { RequestContext } from '../context.js';

/** All indicators in all versions; read once a request. */
export async function indicatorSet({ em, loaders }: RequestContext): Promise<IndicatorSet> {
  const read = async (keys: readonly string[]) => {
    const set = await new IndicatorDefinitionService(em).all();
    return new Map(keys.map((key) => [key, set]));
  };
  const set = await loaders.load('indicators', 'all', read);
  if (!set) throw new Error('The indicators were not read');
  return set;
}
