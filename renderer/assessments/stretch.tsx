import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How far outside the screen a stretch is drawn already. */
const NEAR = '1200px';
/** About the height of a question that is not drawn yet. */
const LINE_PIXELS = 76;

/** A part of a long section: empty room until it comes near the screen, drawn from then on. */
export function Stretch({
  drawn,
  count,
  children,
}: {
  /** Draws it whatever the screen shows: the question the keys are on must be there. */
  readonly drawn: boolean;
  readonly count: number;
  readonly children: ReactNode;
}) {
  const room = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const shown = drawn || near;
  useEffect(() => {
    const element = room.current;
    if (shown || !element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [shown]);
  return shown ? children : <div ref={room} style={{ minBlockSize: count * LINE_PIXELS }} />;
}
