import { type PointerEvent, useRef, useState } from 'react';
import { PAD, type Strokes } from '#shared/action-plans/papers.ts';
import { Button } from '../components/button.tsx';
import styles from './papers.module.css';

type Stroke = Strokes[number];

/** Draws the lines of a signature; nothing in it can be changed. */
export function SignatureDrawing({ strokes, name }: { readonly strokes: Strokes; readonly name: string }) {
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${PAD.width} ${PAD.height}`}
      role="img"
      aria-label={`Signature of ${name}`}
    >
      <Lines strokes={strokes} />
    </svg>
  );
}

function Lines({ strokes }: { readonly strokes: readonly Stroke[] }) {
  return strokes.map((stroke) => {
    const points = stroke.map((point) => point.join(' ')).join(' ');
    return <polyline key={points.slice(0, 80)} className={styles.ink} points={points} />;
  });
}

/** A pad to sign on with a pen, a finger or the mouse. Somebody who cannot draw signs in another way. */
export function SignaturePad({
  strokes,
  onChange,
}: {
  readonly strokes: Strokes | null;
  readonly onChange: (strokes: Strokes | null) => void;
}) {
  const pad = useRef<SVGSVGElement>(null);
  const [running, setRunning] = useState<Stroke | null>(null);
  const pointOf = (event: PointerEvent): [number, number] => {
    const box = pad.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
    return [
      within(((event.clientX - box.left) / box.width) * PAD.width, PAD.width),
      within(((event.clientY - box.top) / box.height) * PAD.height, PAD.height),
    ];
  };
  const end = () => {
    if (running && (strokes?.length ?? 0) < 200) onChange([...(strokes ?? []), running]);
    setRunning(null);
  };
  return (
    <div>
      <svg
        ref={pad}
        className={styles.pad}
        viewBox={`0 0 ${PAD.width} ${PAD.height}`}
        role="img"
        aria-label={strokes ? 'Pad with a signature' : 'Pad to sign on, empty'}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setRunning([pointOf(event)]);
        }}
        onPointerMove={(event) => {
          if (running && running.length < 2000) setRunning([...running, pointOf(event)]);
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line className={styles.base} x1={40} y1={235} x2={PAD.width - 40} y2={235} />
        <Lines strokes={[...(strokes ?? []), ...(running ? [running] : [])]} />
      </svg>
      <Button size="sm" variant="link" onClick={() => onChange(null)}>
        Clear the pad
      </Button>
    </div>
  );
}
