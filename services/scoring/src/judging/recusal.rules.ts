/**
 * Whether a work comes from a judge's own unit (A29): from that unit or one below it. Who comes from the campaign's owner or
 * from above it has no own works here, since all of them would be.
 */
export function isFromOwnUnit(i: {judgePath: string; workPath: string; ownerPath: string}): boolean {
  return i.workPath.startsWith(i.judgePath) && !i.ownerPath.startsWith(i.judgePath);
}
