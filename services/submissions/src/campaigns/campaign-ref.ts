import type {Definition} from '@concours/schema/definition/definition';
import type {DefinitionApplied} from '@concours/schema/events';
import {idColumn, keyColumn} from '@concours/kernel/columns';
import {Column, Entity, PrimaryColumn} from 'typeorm';

/** The definition in force and the instants of its stages, as the campaigns service announced them. Fed by DefinitionApplied. */
@Entity('campaign_ref')
export class CampaignRef {
  @PrimaryColumn(idColumn)
  id: string;

  @Column(keyColumn(40))
  key: string;

  @Column(idColumn)
  ownerOrganisationId: string;

  /** The owner's path when the definition was applied; the owner's own row is fresher where it is known. */
  @Column(keyColumn(700))
  ownerPath: string;

  @Column({type: 'int'})
  definitionVersion: number;

  @Column({type: 'json'})
  definition: Definition;

  @Column({type: 'json'})
  stages: DefinitionApplied['stages'];

  @Column({type: 'json'})
  overrides: DefinitionApplied['overrides'];

  /** Tracks that something holds; null until the campaign has been announced again. */
  @Column({type: 'json', nullable: true})
  heldTracks: string[] | null;
}
