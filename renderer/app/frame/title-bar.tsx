import { IconKeyboard, IconLock, IconPlus, IconSearch } from '@tabler/icons-react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Mark } from '../../components/mark.tsx';
import { lockNow } from '../lock.ts';
import { PANELS } from '../panel/panels.tsx';
import { startNote } from '../panel/start-note.ts';
import { useSession } from '../session.tsx';
import styles from './title-bar.module.css';
import { UserMenu } from './user-menu.tsx';

/** Mark and agency, the search that opens the palette, Note, keys, lock, user; room for the system's buttons. */
export function TitleBar({
  onKeys,
  onSearch,
}: {
  readonly onKeys: () => void;
  readonly onSearch: () => void;
}) {
  const { agencyName } = useSession();
  return (
    <div className={styles.bar}>
      <span className={styles.agency}>
        <Mark />
        <span className={styles.name} title={agencyName}>
          {agencyName}
        </span>
      </span>
      <button type="button" className={styles.search} aria-keyshortcuts="Control+K" onClick={onSearch}>
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span className={styles.searchText}>Search members, notes, tasks, actions</span>
        <Kbd keys="Ctrl+K" />
      </button>
      <span className={styles.tools}>
        {PANELS.note && (
          <Button
            size="sm"
            keys="n"
            icon={<IconPlus size={15} stroke={1.75} aria-hidden />}
            className={styles.note}
            onClick={startNote}
          >
            Note
          </Button>
        )}
        <IconButton name="Keys of this screen" keys="?" onClick={onKeys}>
          <IconKeyboard size={18} stroke={1.75} aria-hidden />
        </IconButton>
        <IconButton name="Lock" keys="Ctrl+Shift+L" onClick={() => void lockNow()}>
          <IconLock size={17} stroke={1.75} aria-hidden />
        </IconButton>
        <UserMenu />
      </span>
    </div>
  );
}
