export { type Playground, createPlayground } from './create-playground.ts';
export { type PlaygroundRoles, loadOrganisation, loadRoles } from './organisation.ts';
