import { useCallback, useEffect, useState } from 'react';

/** Seconds left until a moment; counts down by itself. `start(0)` ends it. */
export function useCountdown(first: number): {
  readonly left: number;
  readonly start: (seconds: number) => void;
} {
  const [until, setUntil] = useState(() => Date.now() + first * 1000);
  const [left, setLeft] = useState(Math.ceil(first));
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [until]);
  const start = useCallback((seconds: number) => {
    setUntil(Date.now() + seconds * 1000);
    setLeft(Math.ceil(seconds));
  }, []);
  return { left, start };
}
