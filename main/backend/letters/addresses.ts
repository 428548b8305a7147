import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { type AddressSheet, buildAddressSheets } from '../pdf/address-sheets.ts';
import { missingSentence } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { findAddresses } from './store.ts';

/**
 * Prints the addresses letters went to, as the log has them, on envelopes or labels.
 *
 * @throws AppError `HELD` when an address has a sign that no font can print: mail would not arrive.
 */
export async function printAddresses(
  context: CallContext,
  input: { readonly ids: readonly string[]; readonly as: AddressSheet; readonly skip: number },
): Promise<{ fileName: string; pages: number } | null> {
  const letters = await findAddresses(context.db, [...new Set(input.ids)]);
  if (letters.length === 0) throw new AppError('NOT_FOUND', 'These letters are not in the log.');
  const agency = await getAgency(context);
  const zip = agency.zip.length === 9 ? `${agency.zip.slice(0, 5)}-${agency.zip.slice(5)}` : agency.zip;
  const title = input.as === 'envelopes' ? 'Envelopes' : 'Labels';
  const built = await buildAddressSheets(input.as, {
    title: `${title}, ${letters.length} addresses`,
    author: agency.name,
    createdAt: new Date(context.now()),
    addresses: letters.map(({ address }) => address.split('\n')),
    from: [agency.name, agency.address, `${agency.city}, ${agency.state} ${zip}`],
    skip: input.skip,
  });
  const gaps = missingSentence(built.missing);
  if (gaps !== null) throw new AppError('HELD', `Nothing was printed. ${gaps}`);
  const target = await context.shell.saveFile({
    title: `Save the ${title.toLowerCase()}`,
    suggestedName: fileNameOf(`${title} ${context.today()}, ${letters.length} addresses`, 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (target === null) return null;
  await writeUserFile(target.path, built.bytes, () =>
    context.write((inside) =>
      inside.record('letter.addresses', { detail: { as: input.as, letters: letters.length } }),
    ),
  );
  return { fileName: target.name, pages: built.pages };
}
