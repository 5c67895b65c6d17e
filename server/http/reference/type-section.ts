import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { actionOf, policy, type Role, type Scope } from '../../../schema/access/index.js';
import { html, type Html } from '../../../schema/base/index.js';
import { ROLE_NAMES } from '../pages/words.js';

/** A field, argument, input field or enum value. */
interface Element {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
  readonly type?: GraphQLType;
  readonly args?: readonly GraphQLArgument[];
}

/** A type with all that belongs to it, under the anchor of its name. */
export function typeSection(schema: GraphQLSchema, type: GraphQLNamedType): Html {
  const members = membersOf(schema, type);
  return html`<section id="${type.name}">
    <h3>${type.name} <small>${interfacesOf(type)}</small></h3>
    <p>${type.description ?? ''}</p>
    ${members.length > 0 && html`<p class="who">Gồm: ${members.map((one) => html`${link(one)} `)}</p>`}
    ${elementsOf(type).length > 0 && html`<dl>${elementsOf(type).map((element) => entry(type, element))}</dl>`}
  </section>`;
}

function entry(parent: GraphQLNamedType, element: Element): Html {
  const { name, description, deprecationReason, type, args = [] } = element;
  return html`<div>
    <dt id="${parent.name}.${name}">${name}${type ? html`: ${typeLink(type)}` : null}</dt>
    <dd>
      <p>${description ?? ''} ${deprecationReason ? html`<span class="old">${deprecationReason}</span>` : null}</p>
      ${whoMay(`${parent.name}.${name}`)}
      ${
        args.length > 0 &&
        html`<ul>
          ${args.map(argument)}
        </ul>`
      }
    </dd>
  </div>`;
}

function argument({ name, type, description, defaultValue }: GraphQLArgument): Html {
  const byDefault = defaultValue === undefined ? null : html` = <code>${JSON.stringify(defaultValue)}</code>`;
  return html`<li><code>${name}: ${typeLink(type)}</code>${byDefault} ${description ?? ''}</li>`;
}

/** Who may ask a query or mutation, in words; nothing for what is no root field. */
function whoMay(coordinate: string): Html | false {
  const action = /^(Query|Mutation)\./.test(coordinate) ? actionOf(coordinate) : null;
  if (!action) return false;
  const rights = Object.entries(policy[action]) as [Role, Scope][];
  const words = rights.map(([role, scope]) => `${ROLE_NAMES[role]}${REACH[scope]}`);
  return html`<p class="who">Ai dùng được: ${words.join(', ')}</p>`;
}

const REACH: Readonly<Record<Scope, string>> = {
  ANY: '',
  OWN_UNIT: ' (của đơn vị mình)',
  PROVINCE: ' (phần của tỉnh)',
};

function elementsOf(type: GraphQLNamedType): readonly Element[] {
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name, description, deprecationReason }) => ({ name, description, deprecationReason }));
  if (isInputObjectType(type)) return Object.values<GraphQLInputField>(type.getFields());
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function membersOf(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
}

function interfacesOf(type: GraphQLNamedType): Html | false {
  const interfaces = isObjectType(type) ? type.getInterfaces() : [];
  return interfaces.length > 0 && html`thuộc ${interfaces.map((one) => html`${link(one)} `)}`;
}

/** The type as SDL writes it, its name a link. */
function typeLink(type: GraphQLType): Html {
  const named = getNamedType(type);
  const [before = '', after = ''] = String(type).split(named.name);
  return html`${before}${link(named)}${after}`;
}

function link(type: GraphQLNamedType): Html {
  return isSpecifiedScalarType(type) ? html`${type.name}` : html`<a href="#${type.name}">${type.name}</a>`;
}
