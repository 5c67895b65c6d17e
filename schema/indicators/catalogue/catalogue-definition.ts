import type { ProcedureGroup } from '../../catalogue/index.js';
import { catalogueShapeOf, type CatalogueMeasure } from '../formula/formula-check-rules.js';
import type { ProcedureCondition } from '../formula/formula.js';
import type { Indicator } from '../values/indicator.js';

/** How one target of the plan is counted from the catalogue; conditions in one place must all hold. */
export interface CatalogueDefinition {
  /** Code of the target, `II.1.8`. */
  readonly targetCode: string;
  readonly measure: CatalogueMeasure;
  readonly counted: readonly ProcedureCondition[];
  readonly met: readonly ProcedureCondition[];
  /** The list, for LIST. */
  readonly group: ProcedureGroup | null;
  /** Whether procedures of low frequency are left out; each only with the document that says so. */
  readonly exemptsLowFrequency: boolean;
  /** The indicator that says so, in the version that holds. */
  readonly indicator: Indicator;
}

/** How an indicator counts a target from the catalogue, over procedures in force; null when it does not. */
export function catalogueDefinitionOf(targetCode: string, indicator: Indicator): CatalogueDefinition | null {
  const shape = catalogueShapeOf(indicator.parsed);
  if (!shape) return null;
  const { measure, term } = shape;
  // Every service with dossiers counts in an average: there is nothing that it could meet besides.
  const isAverage = measure === 'AVERAGE';
  return {
    targetCode,
    measure,
    counted: isAverage ? [...term.of, ...term.met] : term.of,
    met: isAverage ? [] : term.met,
    group: term.group,
    exemptsLowFrequency: indicator.exemption !== null,
    indicator,
  };
}
