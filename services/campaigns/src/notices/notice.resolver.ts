import {Needs, openTo} from '@concours/kernel/needs';
import type {RequestContext} from '@concours/kernel/request-context';
import {isSignedIn} from '@concours/kernel/scope';
import {Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root} from 'type-graphql';
import {Campaign} from '../campaigns/campaign.js';
import {Attachment} from '../files/attachment.js';
import {Organisation} from '../organisations/organisation.js';
import {AnnexDocument} from './annex-document.js';
import type {Annexes} from './annex.service.js';
import {endsOf} from './binding-ends.js';
import {Addressee, Annex, Notice, NoticeBody, NoticeDeadline} from './notice.js';
import type {Recipients} from './recipients.service.js';
import type {Signing} from './signing.service.js';

@Resolver(() => Campaign)
export class CampaignNoticeResolver {
  @FieldResolver(() => Notice, {description: 'The document it rests on (R10).'})
  notice(@Root() campaign: Campaign): Notice {
    return Notice.of(campaign);
  }
}

@Resolver(() => Notice)
export class NoticeResolver {
  constructor(
    private readonly signing: Signing,
    private readonly annexesOf: Annexes,
  ) {}

  @FieldResolver(() => [NoticeBody], {description: 'Who issues it, in the order of the notice.'})
  async bodies(@Root() {campaign}: Notice): Promise<NoticeBody[]> {
    const signatures = await this.signing.signatures(campaign);
    return campaign.bodyIds().map((id) => {
      const {signedAt = null, byName = null} = signatures.get(id) ?? {};
      return Object.assign(new NoticeBody(), {organisation: Organisation.of(id), signedAt, signedByName: byName});
    });
  }

  @FieldResolver(() => [Addressee], {
    description: 'Whom it is addressed to, line by line; empty where it names nobody.',
  })
  addressees(@Root() {campaign}: Notice): Addressee[] {
    const lines = campaign.document.notice?.addressees ?? [];
    return lines.map(({text}, number) => Object.assign(new Addressee(), {campaign, number, words: text}));
  }

  @FieldResolver(() => [Annex], {description: 'Its annexes, in the order of the notice.'})
  async annexes(@Root() {campaign}: Notice, @Ctx() context: RequestContext): Promise<Annex[]> {
    const named = campaign.document.notice?.annexes ?? [];
    if (named.length === 0) return [];
    const arrived = await context.load('annexes of a campaign', campaign.id, (ids) => this.annexesOf.of(ids));
    return named.map((definition) => {
      const documents = arrived.filter(({annexKey}) => annexKey === definition.key);
      return Object.assign(new Annex(), {campaignId: campaign.id, definition, documents});
    });
  }

  @FieldResolver(() => [NoticeDeadline], {description: 'By what units have to hand something in (R24).'})
  deadlines(@Root() {campaign}: Notice): NoticeDeadline[] {
    return endsOf(campaign).map(({place, name, at}) => Object.assign(new NoticeDeadline(), {place, at, named: name}));
  }

  @Needs('notice.sign', {at: 'the body itself'})
  @Mutation(() => Campaign, {
    description:
      'Signs the notice for one of the bodies that issue it; with the last signature the campaign is public (R126). Signing again changes ' +
      'nothing. NOTICE_NOT_TO_SIGN for other bodies; VERSION_CONFLICT if the definition has changed since it was read.',
  })
  signNotice(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('organisationId', () => ID, {description: 'The body in whose name it is signed.'}) organisationId: string,
    @Arg('version', () => Int, {description: 'The version that was read.'}) version: number,
    @Ctx() {caller}: RequestContext,
  ): Promise<Campaign> {
    return this.signing.sign(caller, campaignId, organisationId, version);
  }

  @Needs('campaign.steer', {at: "the campaign's owner"})
  @Mutation(() => AnnexDocument, {
    description:
      'Hands in an annex of the notice, as a file (pdf, docx or xlsx, 20 MB at most) or a text; one that was there stays on record. What waited ' +
      'for it opens by its own dates. ANNEX_UNKNOWN, ANNEX_EMPTY; ASSET_TYPE_WRONG and ASSET_TOO_LARGE for the file.',
  })
  addAnnex(
    @Arg('campaignId', () => ID, {description: 'The campaign.'}) campaignId: string,
    @Arg('key', () => String, {description: "The annex's key in the definition."}) key: string,
    @Arg('text', () => String, {nullable: true, description: 'Its text, at most 20,000 characters.'})
    text: string | null,
    @Arg('uploadId', () => ID, {nullable: true, description: 'A finished upload at /attachments.'})
    uploadId: string | null,
    @Ctx() {caller}: RequestContext,
  ): Promise<AnnexDocument> {
    return this.annexesOf.add(caller, {campaignId, key, text: text ?? null, uploadId: uploadId ?? null});
  }
}

@Resolver(() => NoticeBody)
export class NoticeBodyResolver {
  @Needs(openTo.signedIn)
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the account that signed; null for those who are not signed in.',
  })
  signedBy(@Root() {signedByName}: NoticeBody, @Ctx() {caller}: RequestContext): string | null {
    return isSignedIn(caller) ? signedByName : null;
  }
}

@Resolver(() => Addressee)
export class AddresseeResolver {
  constructor(private readonly recipients: Recipients) {}

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many units of the tree they are; null where the definition does not say which.',
  })
  async unitCount(@Root() {campaign, number}: Addressee): Promise<number | null> {
    if (!campaign.document.notice?.addressees?.[number]?.units) return null;
    return (await this.recipients.addressed(campaign, [number])).getCount();
  }
}

@Resolver(() => AnnexDocument)
export class AnnexDocumentResolver {
  constructor(private readonly annexes: Annexes) {}

  @FieldResolver(() => Attachment, {nullable: true, description: 'Its file, where it is no text alone.'})
  file(@Root() {id}: AnnexDocument, @Ctx() context: RequestContext): Promise<Attachment | null> {
    return context.load('file of an annex', id, (ids) => this.annexes.files(ids));
  }
}
