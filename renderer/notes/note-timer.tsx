import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type NoteContent, secondsAt } from '#shared/notes/content.ts';
import styles from './composer.module.css';

/** "35:10", "1:02:09". */
function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Follows the timer: the seconds it has counted by now, renewed every second while it runs. */
export function useSeconds(timer: NoteContent['timer']): number {
  const [now, setNow] = useState(() => new Date().toISOString());
  const runs = timer.runningSince !== null;
  useEffect(() => {
    setNow(new Date().toISOString());
    if (!runs) return undefined;
    const tick = setInterval(() => setNow(new Date().toISOString()), 1000);
    return () => clearInterval(tick);
  }, [runs]);
  return secondsAt(timer, now);
}

/** The timer at the head of the note: running or paused, and the way to change that. */
export function NoteTimer({
  timer,
  seconds,
  onChange,
}: {
  readonly timer: NoteContent['timer'];
  readonly seconds: number;
  readonly onChange: (timer: NoteContent['timer']) => void;
}) {
  const runs = timer.runningSince !== null;
  const Icon = runs ? IconPlayerPause : IconPlayerPlay;
  return (
    <button
      type="button"
      className={styles.timer}
      aria-label={`${runs ? 'Pause' : 'Resume'} the timer, ${Math.floor(seconds / 60)} minutes so far`}
      onClick={() =>
        onChange(runs ? pausedTimer(timer) : { ...timer, runningSince: new Date().toISOString() })
      }
    >
      <Icon size={14} stroke={1.75} aria-hidden />
      <span className="tabular">{clockText(seconds)}</span> {runs ? 'running' : 'paused'}
    </button>
  );
}

/** The timer, stopped at what it has counted by now. */
export function pausedTimer(timer: NoteContent['timer']): NoteContent['timer'] {
  return { seconds: secondsAt(timer, new Date().toISOString()), runningSince: null };
}
