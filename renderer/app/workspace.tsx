import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { followPlace } from './place.ts';
import { router } from './routes.tsx';

/** The workspace once it is open. */
export function Workspace() {
  useEffect(() => followPlace(), []);
  return <RouterProvider router={router} />;
}
