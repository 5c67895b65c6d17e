import type { EntityManager } from '@mikro-orm/postgresql';
import { Role, type Viewer } from '../../schema/access/index.js';
import { civilDateAt } from '../../schema/base/index.js';
import { ObstacleCategory, ObstacleService, type Obstacle, type ObstacleAct } from '../../schema/reports/index.js';
import { unitId } from './reminders.js';

/** An obstacle to be raised; without more one of infrastructure of December 2025, asking nobody. */
export interface ObstacleInput {
  readonly unit: string;
  readonly period?: string;
  readonly category?: ObstacleCategory;
  readonly description?: string;
  readonly addressee?: string | null;
  /** Instant of raising. */
  readonly at: string;
}

/** Somebody of a unit, or of the province. */
export async function viewerOf(em: EntityManager, role: Role, unit: string | null = null): Promise<Viewer> {
  const email = `${role.toLowerCase()}.${unit ?? 'tinh'}@hatinh.example`;
  return { role, userId: 'u', name: 'Người dùng thử', email, unitId: unit && (await unitId(em, unit)) };
}

/** What somebody does at an instant, written with its offset. */
export function actOf(viewer: Viewer, at: string): ObstacleAct {
  const instant = new Date(at);
  return { viewer, at: instant, day: civilDateAt(instant) };
}

/** Raises an obstacle as the head of its unit, in a transaction of its own. */
export async function raiseObstacle(em: EntityManager, input: ObstacleInput): Promise<Obstacle> {
  const { unit, period = '2025-12', category = ObstacleCategory.Infrastructure, at } = input;
  const words = {
    category,
    description: input.description ?? 'Đường truyền thường bị ngắt',
    proposal: null,
    addressee: input.addressee ?? null,
    answerBy: null,
  };
  const act = actOf(await viewerOf(em, Role.Head, unit), at);
  return em.transactional((inner) =>
    new ObstacleService(inner).raise({ unit, periodId: period, plan: null }, words, act),
  );
}
