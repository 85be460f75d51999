import {Language, languageArg, pick} from '@concours/kernel/languages';
import {Needs} from '@concours/kernel/needs';
import {Page, PageArgs, type PageOf} from '@concours/kernel/page';
import type {RequestContext} from '@concours/kernel/subgraph';
import {Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root} from 'type-graphql';
import {Organisation} from '../organisations/organisation.js';
import type {OrganisationReadingService} from '../organisations/organisation-reading.service.js';
import {OrganisationImportJob} from './import-job.js';
import type {ImportJobService} from './import-job.service.js';
import {ImportChange, ImportRow} from './import-row.js';
import {ImportProblem, ImportRowsArgs} from './import.inputs.js';
import {fileProblemText, rowProblemText} from './import.refusals.js';

const JobPage = Page(OrganisationImportJob, 'OrganisationImportJob');
const RowPage = Page(ImportRow, 'OrganisationImportJobRow');

@Resolver(() => OrganisationImportJob)
export class ImportJobResolver {
  constructor(private readonly jobs: ImportJobService) {}

  @Query(() => OrganisationImportJob, {
    nullable: true,
    description:
      'An import of organisations from a file, for whoever administers or audits at its place or above; null for anybody else, and if there is none. A file is brought by POST to /imports/organisations.',
  })
  @Needs('import.read')
  organisationImportJob(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Its id.'}) id: string,
  ): Promise<OrganisationImportJob | null> {
    return this.jobs.find(caller, id);
  }

  @Query(() => JobPage, {description: 'Imports of organisations from files that the caller may see, the latest first.'})
  @Needs('import.read')
  organisationImportJobs(
    @Ctx() {caller}: RequestContext,
    @Args() args: PageArgs,
  ): Promise<PageOf<OrganisationImportJob>> {
    return this.jobs.page(caller, args);
  }

  @Mutation(() => OrganisationImportJob, {
    description:
      'Writes the new and changed rows of a checked import; refused ones stay out. Goes on in the background: ask for the job. ORGANISATION_IMPORT_NOT_READY.',
  })
  @Needs('organisation.administer', {at: 'the place of the import'})
  applyOrganisationImport(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which import.'}) id: string,
  ): Promise<OrganisationImportJob> {
    return this.jobs.apply(caller, id);
  }

  @Mutation(() => OrganisationImportJob, {
    description: 'Stops an import. What it has written by then stays. ORGANISATION_IMPORT_NOT_READY if it has ended.',
  })
  @Needs('organisation.administer', {at: 'the place of the import'})
  cancelOrganisationImport(
    @Ctx() {caller}: RequestContext,
    @Arg('id', () => ID, {description: 'Which import.'}) id: string,
  ): Promise<OrganisationImportJob> {
    return this.jobs.cancel(caller, id);
  }

  @FieldResolver(() => ImportProblem, {
    nullable: true,
    description: 'What is wrong with the file as a whole, if it failed.',
  })
  problem(@Root() {problem}: OrganisationImportJob): ImportProblem | null {
    if (!problem) return null;
    return Object.assign(new ImportProblem(), {code: problem.code, column: null, text: fileProblemText(problem)});
  }

  @FieldResolver(() => RowPage, {
    description: 'Its rows, in the order of the file. Kept for 60 days after it has ended.',
  })
  rows(@Root() job: OrganisationImportJob, @Args() args: ImportRowsArgs): Promise<PageOf<ImportRow>> {
    return this.jobs.rows(job, args);
  }
}

@Resolver(() => ImportRow)
export class ImportRowResolver {
  constructor(private readonly reading: OrganisationReadingService) {}

  @FieldResolver(() => String, {description: 'The name it gives in Chinese; empty if it has none.'})
  name(@Root() {cells}: ImportRow): string {
    return cells.nameZh ?? '';
  }

  @FieldResolver(() => String, {nullable: true, description: 'The parent as the file gives it, by code or by name.'})
  parent(@Root() {cells}: ImportRow): string | null {
    return cells.parentCode ?? cells.parentName ?? cells.parent ?? null;
  }

  @FieldResolver(() => [ImportProblem], {description: 'Why it was refused; empty for all other outcomes.'})
  problems(@Root() {problems}: ImportRow): ImportProblem[] {
    return (problems ?? []).map((problem) =>
      Object.assign(new ImportProblem(), {column: problem.column, ...rowProblemText(problem)}),
    );
  }

  @FieldResolver(() => [ImportChange], {
    description: 'What it changes, or would change if the import were allowed to update.',
  })
  changes(@Root() {changes}: ImportRow): ImportChange[] {
    return changes ?? [];
  }

  @FieldResolver(() => Organisation, {
    nullable: true,
    description: 'The organisation that has its code now; null if there is none, and for refused rows.',
  })
  organisation(
    @Root() {code, outcome}: ImportRow,
    @Ctx() context: RequestContext,
  ): Promise<Organisation | null> | null {
    if (outcome === 'REFUSED') return null;
    return context.load('organisation by code', code, (codes) => this.reading.byCodes(codes));
  }
}

@Resolver(() => ImportProblem)
export class ImportProblemResolver {
  @FieldResolver(() => String, {description: 'Why, for people.'})
  message(@Root() {text}: ImportProblem, @languageArg() language: Language): string {
    return pick(text, language);
  }
}
