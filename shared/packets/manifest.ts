import { z } from 'zod';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a packet says about itself: its parts, where their bytes are, and what those bytes hash to. */
export const manifestSchema = z.object({
  hearthPacket: z.literal(1),
  id: z.uuid(),
  memberId: z.uuid(),
  agency: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  parts: z.array(
    z.object({
      title: z.string(),
      firstPage: z.number().int(),
      pages: z.number().int(),
      from: z.number().int(),
      to: z.number().int(),
      sha256: sha256Schema,
    }),
  ),
  /** Signed Health Action Plans as they were when the packet was made, to compare with the workspace later. */
  plans: z.array(z.object({ planId: z.uuid(), version: z.number().int(), sha256: sha256Schema })),
  /** SHA-256 over the hashes of all parts in order: one word for what the packet says. */
  content: sha256Schema,
  /** Length of the file. */
  bytes: z.number().int(),
  /** SHA-256 over every byte outside of the parts, with zeros in this place and spaces for the length. */
  frame: sha256Schema,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The name of the shared bytes of a packet: fonts, bookmarks, structure and index. */
export const FRAME_TITLE = 'Fonts, bookmarks and index';
