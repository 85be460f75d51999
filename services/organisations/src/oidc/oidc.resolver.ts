import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Ctx, FieldResolver, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Viewer} from '../sessions/viewer.js';
import {OidcLink, SignInProvider} from './oidc-link.js';
import type {OidcService} from './oidc.service.js';
import type {OidcSettings} from './oidc-settings.js';

@Resolver(() => Viewer)
export class OidcResolver {
  constructor(
    private readonly oidc: OidcService,
    private readonly settings: Pick<OidcSettings, 'name'> | undefined,
  ) {}

  @Needs(openTo.anybody)
  @Query(() => SignInProvider, {
    nullable: true,
    description:
      'Where one may sign in with OpenID Connect: browsers begin with POST /session/oidc. Null where none is set.',
  })
  signInProvider(): SignInProvider | null {
    return this.settings ? new SignInProvider(this.settings.name) : null;
  }

  @Needs(openTo.own)
  @FieldResolver(() => OidcLink, {
    nullable: true,
    description: 'That you sign in through the provider, too; null if not, and for all but persons.',
  })
  async providerLink(@Root() {caller}: Viewer): Promise<OidcLink | null> {
    return caller.kind === 'account' && caller.id !== null ? this.oidc.linkOf(caller.id) : null;
  }

  @Needs(openTo.own)
  @Mutation(() => Boolean, {
    description:
      'Undoes the link of your account to the provider. For persons: PERSON_NEEDED for a key. NOT_PERMITTED if there is none, OIDC_LAST_WAY_IN while the account has no password.',
  })
  unlinkProvider(@Ctx() {caller}: RequestContext): Promise<boolean> {
    return this.oidc.unlink(caller);
  }
}
