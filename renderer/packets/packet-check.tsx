import type { PacketCheck } from '#shared/packets/contract.ts';
import { shortDateWithYear } from '../components/date-text.ts';
import { Notice } from '../components/notice.tsx';
import type { State } from '../components/states.ts';
import { Tag } from '../components/tag.tsx';
import styles from './packets.module.css';

const TITLES: Readonly<Record<PacketCheck['outcome'], string>> = {
  unchanged: 'This packet is what was written.',
  changed: 'This packet is not what was written.',
  not_ours: 'This packet was made in another workspace.',
  no_packet: 'This file is no audit packet.',
};
const STATES: Readonly<Record<PacketCheck['outcome'], State>> = {
  unchanged: 'done',
  changed: 'urgent',
  not_ours: 'held',
  no_packet: 'held',
};

/** What looking at a packet again found: the verdict, what it rests on, and every part with its state. */
export function PacketCheckView({ check }: { readonly check: PacketCheck }) {
  const { packet, parts } = check;
  const record = check.sentences.some((sentence) => sentence.startsWith('In the workspace'));
  const state = check.outcome === 'unchanged' && record ? 'urgent' : STATES[check.outcome];
  const changed = parts.filter((part) => part.state === 'changed');
  return (
    <Notice state={state} title={TITLES[check.outcome]} alert={state === 'urgent'}>
      {check.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {packet && (
        <p>
          {check.fileName}: {packet.memberName}, made {shortDateWithYear(packet.madeAt.slice(0, 10))} by{' '}
          {packet.madeBy} for “{packet.purpose}”.
        </p>
      )}
      {changed.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table without any stop must still scroll by keyboard
        <section className={styles.parts} aria-label="Parts of the packet" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Part</th>
                <th scope="col">From page</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => (
                <tr key={`${part.title}-${part.firstPage ?? ''}`}>
                  <td>{part.title}</td>
                  <td className="tabular">{part.firstPage ?? ''}</td>
                  <td>
                    {part.state === 'changed' ? (
                      <Tag state="urgent">changed</Tag>
                    ) : (
                      <Tag state="done">as written</Tag>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Notice>
  );
}
