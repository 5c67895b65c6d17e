import { defaultFieldResolver, GraphQLString, type GraphQLField, type GraphQLSchema } from 'graphql';
import { actionOf, PUBLIC_VIEWER, scopeOf } from '../../schema/access/index.js';
import type { RequestContext } from '../context.js';
import { refusable } from './user-errors.js';

/** The argument by which a client names a mutation. */
export const CLIENT_MUTATION_ID = 'clientMutationId';

const DESCRIPTION =
  'Mã do phía gọi tự đặt cho lần thao tác này, 16–128 ký tự, ví dụ một UUID. Gửi lại cùng mã và cùng nội dung trong 7 ngày thì nhận lại đúng câu trả lời cũ, không làm lần nữa; cùng mã mà nội dung khác thì bị từ chối (client mutation id).';

/**
 * Gives every mutation that asks who the viewer is the argument `clientMutationId`. The executor does what it promises
 * (`idempotent-execution.ts`); here its refusals become the mutation's `UserErrors`.
 */
export function acceptClientMutationIds(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const action = actionOf(`Mutation.${field.name}`);
    if (action && scopeOf(PUBLIC_VIEWER, action) === null) acceptOne(field);
  }
  return schema;
}

function acceptOne(field: GraphQLField<unknown, RequestContext>): void {
  const argument = { name: CLIENT_MUTATION_ID, description: DESCRIPTION, type: GraphQLString, defaultValue: undefined };
  field.args = [...field.args, { ...argument, deprecationReason: undefined, extensions: {}, astNode: undefined }];
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, { [CLIENT_MUTATION_ID]: _key, ...args }, context, info) =>
    refusable(async () => {
      if (context.refusal) throw context.refusal;
      return resolve(source, args, context, info);
    });
}
