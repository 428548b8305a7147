import {
  type Icon,
  IconAlertTriangle,
  IconBook2,
  IconBuilding,
  IconClipboardList,
  IconColumns,
  IconDatabase,
  IconHome2,
  IconListCheck,
  IconShieldCheck,
  IconStethoscope,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import styles from './admin-layout.module.css';

/** One section of Admin; a section stands here once its page does. */
const SECTIONS: readonly { readonly path: string; readonly label: string; readonly icon: Icon }[] = [
  { path: '/admin/users', label: 'Users', icon: IconUsersGroup },
  { path: '/admin/plans', label: 'Plans', icon: IconBuilding },
  { path: '/admin/agency', label: 'Agency', icon: IconHome2 },
  { path: '/admin/rules', label: 'Program packs', icon: IconBook2 },
  { path: '/admin/codes', label: 'Diagnosis codes', icon: IconStethoscope },
  { path: '/admin/layouts', label: 'File layouts', icon: IconColumns },
  { path: '/admin/forms', label: 'Forms', icon: IconClipboardList },
  { path: '/admin/backups', label: 'Backups', icon: IconDatabase },
  { path: '/admin/audit', label: 'Audit', icon: IconListCheck },
  { path: '/admin/policy', label: 'Policy', icon: IconShieldCheck },
  { path: '/admin/incidents', label: 'Incidents', icon: IconAlertTriangle },
];

/** Admin: its sections at the left, the chosen section's page beside them. */
export function AdminLayout() {
  return (
    <div className={styles.layout}>
      <nav className={styles.sections} aria-label="Admin" data-region="admin-sections">
        <p className={styles.title}>Admin</p>
        <ul className={styles.list}>
          {SECTIONS.map((section) => (
            <li key={section.path}>
              <Link
                to={section.path}
                className={styles.section}
                activeProps={{ className: styles.current ?? '', 'aria-current': 'page' }}
              >
                <section.icon size={17} stroke={1.75} aria-hidden />
                {section.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.page}>
        <Outlet />
      </div>
    </div>
  );
}
