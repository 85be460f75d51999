import type {FileLinks} from '@concours/kernel/files/file-links';
import {FieldResolver, Resolver, Root} from 'type-graphql';
import {Attachment} from './attachment.js';

@Resolver(() => Attachment)
export class AttachmentResolver {
  constructor(private readonly links: FileLinks) {}

  @FieldResolver(() => String, {
    description: 'An address on this origin that gives out this one file for five minutes.',
  })
  url(@Root() {id}: Attachment): string {
    return this.links.url(id);
  }
}
