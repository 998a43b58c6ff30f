/** The core model's types, the same on every engine. */
export type {
  Account,
  ApiKey,
  AuditLog,
  Session,
  Subscription,
  User,
  Verification,
  Workspace,
  WorkspaceInvitation,
  WorkspaceMember,
} from './generated/portable/client.js'
