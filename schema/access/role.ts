import { registerEnumType } from 'type-graphql';

/** Who somebody is to the system. PUBLIC is whoever has not signed in. */
export enum Role {
  Public = 'PUBLIC',
  Officer = 'OFFICER',
  Head = 'HEAD',
  Coordinator = 'COORDINATOR',
  Admin = 'ADMIN',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'Vai trò (role).',
  valuesConfig: {
    Public: { description: 'Chưa đăng nhập (public).' },
    Officer: { description: 'Cán bộ đầu mối của đơn vị (officer).' },
    Head: { description: 'Người đứng đầu đơn vị (head).' },
    Coordinator: { description: 'Điều phối cấp tỉnh: Văn phòng UBND tỉnh, Sở KH&CN, Sở Nội vụ (coordinator).' },
    Admin: { description: 'Quản trị hệ thống (administrator).' },
  },
});
