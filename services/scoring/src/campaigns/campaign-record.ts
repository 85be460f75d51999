import {idColumn, keyColumn} from '@concours/kernel/columns';
import type {Definition} from '@concours/schema/definition/definition';
import type {DefinitionApplied} from '@concours/schema/events';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** What scoring knows of a campaign: the document of its last DefinitionApplied. */
@Entity('campaign')
export class CampaignRecord {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(40))
  key: string;

  /** The event's version: counts definitions and overrides alike. */
  @Column('int')
  version: number;

  @Column('int')
  definitionVersion: number;

  @Column(idColumn)
  ownerOrganisationId: string;

  @Column(keyColumn(500))
  ownerPath: string;

  @Column('json')
  definition: Definition;

  @Column('json')
  organisations: Record<string, string>;

  @Column('json')
  stages: DefinitionApplied['stages'];
}
