import type { GraphQLSchema } from 'graphql';

/** Describes the two types that no class of ours stands for. */
export function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = 'Các truy vấn: chỉ đọc, hỏi lại bao nhiêu lần cũng được (queries).';
  if (mutation) {
    mutation.description =
      'Các thao tác ghi, làm lần lượt theo thứ tự; mỗi thao tác thành công trọn vẹn hoặc không thay đổi gì (mutations).';
  }
  return schema;
}
