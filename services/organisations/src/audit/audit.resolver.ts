import {Needs} from '@concours/kernel/needs';
import {PageInfo} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Args, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root} from 'type-graphql';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {Organisation} from '../organisations/organisation.js';
import type {AuditPage, AuditReadingService} from './audit-reading.service.js';
import {AuditRow} from './audit-row.js';
import {AuditTrailArgs, type AuditFilter} from './audit.inputs.js';

@ObjectType({description: 'A page of the trail.'})
class AuditRowPage {
  constructor(
    page: AuditPage,
    readonly filter: AuditFilter,
  ) {
    this.nodes = page.nodes.map((row) => new AuditRow(row));
    this.pageInfo = page.pageInfo;
  }

  @Field(() => [AuditRow], {description: 'The rows of this page, the newest first.'})
  nodes: AuditRow[];

  @Field(() => PageInfo, {description: 'Where this page ends.'})
  pageInfo: PageInfo;
}

@Resolver(() => AuditRowPage)
export class AuditTrailResolver {
  constructor(private readonly reading: AuditReadingService) {}

  @Needs('audit.read')
  @Query(() => AuditRowPage, {
    description:
      'Who did what: every change on the platform, in every service, the newest first. Rows of the units at or below which you may read the trail; what concerns no unit, at a root of the tree only. NOT_PERMITTED if there is no such place.',
  })
  async auditTrail(@Ctx() {caller}: RequestContext, @Args() args: AuditTrailArgs): Promise<AuditRowPage> {
    const filter = args.filter ?? {};
    return new AuditRowPage(await this.reading.page(caller, filter, args), filter);
  }

  @FieldResolver(() => Int, {description: 'How many rows the whole list has. They are counted when this is asked for.'})
  totalCount(@Root() {filter}: AuditRowPage, @Ctx() {caller}: RequestContext): Promise<number> {
    return this.reading.count(caller, filter);
  }
}

@Resolver(() => AuditRow)
export class AuditRowResolver {
  constructor(private readonly organisations: OrganisationReadingService) {}

  @FieldResolver(() => Organisation, {nullable: true, description: 'For which unit. Null for what concerns none.'})
  organisation(@Root() {organisationId}: AuditRow, @Ctx() context: RequestContext): Promise<Organisation | null> {
    return this.unit(organisationId, context);
  }

  @FieldResolver(() => Organisation, {nullable: true, description: 'Where the role was granted that permitted it.'})
  roleOrganisation(
    @Root() {roleOrganisationId}: AuditRow,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> {
    return this.unit(roleOrganisationId, context);
  }

  private async unit(id: string | null, context: RequestContext): Promise<Organisation | null> {
    return id === null ? null : context.load('organisation', id, (ids) => this.organisations.byIds(ids));
  }
}
