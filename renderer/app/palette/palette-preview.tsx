import { Flags } from '../../components/flag.tsx';
import { Pairs } from '../../components/rail.tsx';
import { ageLine, flagsOf } from '../../members/member-words.tsx';
import styles from './palette.module.css';
import type { MemberHit } from './palette-items.tsx';

/** Who the chosen result is: what the search itself gave; nothing of the chart is read. */
export function PalettePreview({ member }: { readonly member: MemberHit }) {
  return (
    <>
      <p className={styles.previewName}>{member.name}</p>
      <p className={styles.previewLine}>{ageLine(member)}</p>
      <div className={styles.previewFlags}>
        <Flags items={flagsOf({ ...member, flags: [] })} max={4} />
      </div>
      <Pairs
        rows={[
          { label: 'CIN', value: <span className="mono">{member.cin}</span> },
          { label: 'Plan', value: member.planName },
          { label: 'Program', value: member.programLine },
          { label: 'Language', value: member.language },
        ]}
      />
    </>
  );
}
