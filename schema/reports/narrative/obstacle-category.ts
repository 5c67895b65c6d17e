import { registerEnumType } from 'type-graphql';

/** What a difficulty lies in. */
export enum ObstacleCategory {
  Regulation = 'REGULATION',
  Procedure = 'PROCEDURE',
  Infrastructure = 'INFRASTRUCTURE',
  Software = 'SOFTWARE',
  Staff = 'STAFF',
  Funding = 'FUNDING',
  Public = 'PUBLIC',
  Coordination = 'COORDINATION',
  Other = 'OTHER',
}

/**
 * Names as reports print them, in the order in which a report groups them.
 * Source: the fields in which plan 457/KH-UBND sets tasks (part III and IV); a heading of its own for whatever is left.
 */
export const OBSTACLE_CATEGORY_NAMES: Readonly<Record<ObstacleCategory, string>> = {
  [ObstacleCategory.Regulation]: 'Thể chế, quy định',
  [ObstacleCategory.Procedure]: 'Thủ tục hành chính',
  [ObstacleCategory.Infrastructure]: 'Hạ tầng kỹ thuật, mạng, thiết bị',
  [ObstacleCategory.Software]: 'Phần mềm, cơ sở dữ liệu',
  [ObstacleCategory.Staff]: 'Nhân lực',
  [ObstacleCategory.Funding]: 'Kinh phí',
  [ObstacleCategory.Public]: 'Thói quen, kỹ năng của người dân, doanh nghiệp',
  [ObstacleCategory.Coordination]: 'Phối hợp giữa các cơ quan',
  [ObstacleCategory.Other]: 'Khác',
};

/** Categories in the order in which a report groups them. */
export const OBSTACLE_CATEGORIES = Object.values(ObstacleCategory);

registerEnumType(ObstacleCategory, {
  name: 'ObstacleCategory',
  description: 'Loại khó khăn, vướng mắc (obstacle category).',
  valuesConfig: {
    Regulation: { description: 'Thể chế, quy định (regulation).' },
    Procedure: { description: 'Thủ tục hành chính (procedure).' },
    Infrastructure: { description: 'Hạ tầng kỹ thuật, mạng, thiết bị (infrastructure).' },
    Software: { description: 'Phần mềm, cơ sở dữ liệu (software).' },
    Staff: { description: 'Nhân lực (staff).' },
    Funding: { description: 'Kinh phí (funding).' },
    Public: { description: 'Thói quen, kỹ năng của người dân, doanh nghiệp (people and enterprises).' },
    Coordination: { description: 'Phối hợp giữa các cơ quan (coordination).' },
    Other: { description: 'Khác (other).' },
  },
});
