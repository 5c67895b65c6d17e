import type { EntityManager } from '@mikro-orm/postgresql';
import { parseCivilDate } from '../../schema/base/index.js';
import { PeriodKind, periodOf, PeriodScheme } from '../../schema/calendar/index.js';
import { GREATEST_VALUE, Measure, MeasureAggregation, Observation } from '../../schema/observations/index.js';
import { Unit, UnitKind } from '../../schema/organisation/index.js';

/** Stores a measure that every commune enters each calendar month from 2025 on, unless `overrides` say otherwise. */
export async function buildMeasure(em: EntityManager, overrides: Partial<Measure> & { code: string }): Promise<void> {
  await em.insert(Measure, {
    name: `Số đo ${overrides.code}`,
    countUnit: 'người',
    cycle: PeriodKind.Month,
    scheme: PeriodScheme.Calendar,
    aggregation: MeasureAggregation.Latest,
    least: 0,
    greatest: GREATEST_VALUE,
    unitKinds: [UnitKind.Commune],
    unitCodes: [],
    exceptUnits: [],
    planNumber: '457/KH-UBND',
    clauseCode: 'IV.9.c',
    quote: 'thử',
    note: null,
    validFrom: parseCivilDate('2025-01-01'),
    validTo: null,
    ...overrides,
  });
}

/** What is stored of a measure; a text is the reason why there is no value. */
export interface ObservationParts {
  readonly unit: string;
  readonly measure: string;
  readonly period: string;
  readonly value: number | string;
  readonly revision?: number;
  readonly synthetic?: boolean;
}

/** Stores an observation as it is, whatever the rules of recording say; returns nothing. */
export async function buildObservation(em: EntityManager, parts: ObservationParts): Promise<void> {
  const { unit, measure, period: periodId, value, revision = 1, synthetic = false } = parts;
  const { scheme } = await em.findOneOrFail(Measure, { code: measure });
  const period = periodOf(periodId, scheme);
  await em.insert(Observation, {
    unit: await em.findOneOrFail(Unit, { code: unit }),
    measureCode: measure,
    scheme,
    periodId,
    periodFrom: period.from,
    periodTo: period.to,
    value: typeof value === 'number' ? value : null,
    missingReason: typeof value === 'number' ? null : value,
    note: null,
    evidence: null,
    revision,
    synthetic,
    recordedBy: 'test',
  });
}
