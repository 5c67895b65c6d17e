// Made by npm run client:documents from operations.graphql; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import { gql } from '@apollo/client';
/** Vai trò (role). */
export type Role =
  /** Quản trị hệ thống (administrator). */
  | 'ADMIN'
  /** Điều phối cấp tỉnh: Văn phòng UBND tỉnh, Sở KH&CN, Sở Nội vụ (coordinator). */
  | 'COORDINATOR'
  /** Người đứng đầu đơn vị (head). */
  | 'HEAD'
  /** Cán bộ đầu mối của đơn vị (officer). */
  | 'OFFICER'
  /** Chưa đăng nhập (public). */
  | 'PUBLIC';

/** Kết quả so với chỉ tiêu (status against the target). */
export type TargetStatus =
  /** Chưa đủ căn cứ: phần còn thiếu có thể làm thay đổi kết quả (insufficient). */
  | 'INSUFFICIENT'
  /** Đạt (met). */
  | 'MET'
  /** Không phát sinh, hoặc không giao chỉ tiêu này (not applicable). */
  | 'NOT_APPLICABLE'
  /** Chưa đạt (not met). */
  | 'NOT_MET'
  /** Chưa có số liệu (no data). */
  | 'NO_DATA';

/** Tình trạng thực hiện nhiệm vụ (task status). */
export type TaskStatus =
  /** Vướng mắc (blocked). */
  | 'BLOCKED'
  /** Đã hoàn thành (done). */
  | 'DONE'
  /** Đang thực hiện (in progress). */
  | 'IN_PROGRESS'
  /** Chưa thực hiện (not started). */
  | 'NOT_STARTED';

export type MeQueryVariables = Exact<{ [key: string]: never }>;

export type MeQuery = {
  viewer: {
    name: string;
    role: Role;
    unit: { code: string; name: string } | { code: string; name: string } | { code: string; name: string } | null;
  } | null;
};

export type SignInMutationVariables = Exact<{
  email: string;
  password: string;
}>;

export type SignInMutation = {
  signIn:
    | {
        __typename: 'SignInPayload';
        token: string;
        viewer: {
          name: string;
          role: Role;
          unit: { code: string; name: string } | { code: string; name: string } | { code: string; name: string } | null;
        };
      }
    | {
        __typename: 'UserErrors';
        userErrors: Array<{ code: string; message: string; path: Array<string> | null; hint: string | null }>;
      };
};

export type CommunesPageQueryVariables = Exact<{
  period: string;
  first: number;
  after?: string | null | undefined;
}>;

export type CommunesPageQuery = {
  province: {
    id: string;
    communes: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      edges: Array<{
        cursor: string;
        node: {
          id: string;
          code: string;
          name: string;
          indicators: Array<{ percent: string | null; status: TargetStatus }>;
        };
      }>;
    };
  } | null;
};

export type OpenTasksQueryVariables = Exact<{ [key: string]: never }>;

export type OpenTasksQuery = { plan: { id: string; tasks: Array<{ id: string; code: string }> } | null };

export type RecordProgressMutationVariables = Exact<{
  task: string | number;
  unit: string;
  percent: number;
  key: string;
}>;

export type RecordProgressMutation = {
  recordTaskProgress:
    | {
        __typename: 'RecordTaskProgressPayload';
        progress: { percent: number | null; status: TaskStatus; recordedAt: string | null };
      }
    | {
        __typename: 'UserErrors';
        userErrors: Array<{ code: string; message: string; path: Array<string> | null; hint: string | null }>;
      };
};

type UnitFigures_Agency_Fragment = {
  id: string;
  code: string;
  name: string;
  indicators: Array<{ percent: string | null; status: TargetStatus }>;
};

type UnitFigures_Commune_Fragment = {
  id: string;
  code: string;
  name: string;
  indicators: Array<{ percent: string | null; status: TargetStatus }>;
};

type UnitFigures_Department_Fragment = {
  id: string;
  code: string;
  name: string;
  indicators: Array<{ percent: string | null; status: TargetStatus }>;
};

export type UnitFiguresFragment =
  UnitFigures_Agency_Fragment | UnitFigures_Commune_Fragment | UnitFigures_Department_Fragment;

export type RefusalFragment = { code: string; message: string; path: Array<string> | null; hint: string | null };

export const UnitFiguresFragmentDoc = gql`
  fragment UnitFigures on Unit {
    id
    code
    name
    indicators(period: $period, codes: ["FULL_PROCESS_OF_RESOLVED"]) {
      percent
      status
    }
  }
` as unknown as DocumentNode<UnitFiguresFragment, unknown>;
export const RefusalFragmentDoc = gql`
  fragment Refusal on UserError {
    code
    message
    path
    hint
  }
` as unknown as DocumentNode<RefusalFragment, unknown>;
export const MeDocument = gql`
  query Me {
    viewer {
      name
      role
      unit {
        code
        name
      }
    }
  }
` as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const SignInDocument = gql`
  mutation SignIn($email: String!, $password: String!) {
    signIn(email: $email, password: $password) {
      __typename
      ... on SignInPayload {
        token
        viewer {
          name
          role
          unit {
            code
            name
          }
        }
      }
      ... on UserErrors {
        userErrors {
          ...Refusal
        }
      }
    }
  }
  ${RefusalFragmentDoc}
` as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const CommunesPageDocument = gql`
  query CommunesPage($period: String!, $first: Int!, $after: String) {
    province {
      id
      communes(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            ...UnitFigures
          }
        }
      }
    }
  }
  ${UnitFiguresFragmentDoc}
` as unknown as DocumentNode<CommunesPageQuery, CommunesPageQueryVariables>;
export const OpenTasksDocument = gql`
  query OpenTasks {
    plan(number: "457/KH-UBND") {
      id
      tasks {
        id
        code
      }
    }
  }
` as unknown as DocumentNode<OpenTasksQuery, OpenTasksQueryVariables>;
export const RecordProgressDocument = gql`
  mutation RecordProgress($task: ID!, $unit: String!, $percent: Int!, $key: String!) {
    recordTaskProgress(task: $task, unit: $unit, status: IN_PROGRESS, percent: $percent, clientMutationId: $key) {
      __typename
      ... on RecordTaskProgressPayload {
        progress {
          percent
          status
          recordedAt
        }
      }
      ... on UserErrors {
        userErrors {
          ...Refusal
        }
      }
    }
  }
  ${RefusalFragmentDoc}
` as unknown as DocumentNode<RecordProgressMutation, RecordProgressMutationVariables>;
/** Which types stand behind each interface. */
export const possibleTypes = {
  Node: [
    'Agency',
    'Clause',
    'Commune',
    'Deadline',
    'DeadlineRule',
    'Department',
    'Duty',
    'Obstacle',
    'Plan',
    'Procedure',
    'Province',
    'Report',
    'ReportRevision',
    'Target',
    'Task',
  ],
  PlanVersion: ['Clause', 'DeadlineRule', 'Duty', 'Target', 'Task'],
  ProcedureFacts: ['Procedure', 'ProcedureVersion'],
  Unit: ['Agency', 'Commune', 'Department'],
};
