import {type EntityManager, In} from 'typeorm';
import {RecoveryCode, SecondFactor, SignInChallenge} from '../factors/second-factor.js';
import {Grant} from '../grants/grant.js';
import {ApiKey, ApiKeyGrant} from '../keys/api-key.js';
import {AccountLink} from '../links/account-link.js';
import {OidcLink} from '../oidc/oidc-link.js';
import {Session, SessionToken} from '../sessions/session.js';
import {Account} from './account.js';

const DISPLAY_NAME = '已清除的账号';

/**
 * Leaves of an account its id, which votes, score sheets and the audit trail know it by, and nothing by which a person is known.
 * Nobody can sign in with it again.
 */
export class AccountErasing {
  async erase(manager: EntityManager, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const of = {accountId: In([...ids])};
    const sessions = await manager.find(Session, {where: of, select: {id: true}});
    if (sessions.length > 0) await manager.delete(SessionToken, {sessionId: In(sessions.map(({id}) => id))});
    await manager.delete(Session, of);
    const keys = await manager.find(ApiKey, {where: of, select: {id: true}});
    if (keys.length > 0) await manager.delete(ApiKeyGrant, {keyId: In(keys.map(({id}) => id))});
    await manager.delete(ApiKey, of);
    for (const held of [Grant, OidcLink, AccountLink, SecondFactor, RecoveryCode, SignInChallenge])
      await manager.delete(held, of);
    for (const id of ids) {
      const name = `erased-${id.toLowerCase()}`;
      await manager.update(
        Account,
        {id},
        {
          ...{name, nameKey: name, lookKey: name, displayName: DISPLAY_NAME, suspended: true},
          ...{passwordHash: null, email: null, emailLookUp: null, phone: null},
        },
      );
    }
  }
}
