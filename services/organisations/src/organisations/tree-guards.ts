import type {QueryRunner} from 'typeorm';

/**
 * What keeps the tree a tree, whoever writes to it: nothing is put below itself, and a row's parent is there before it. The
 * foreign key and the check do the rest. SQLite drops triggers with the table, and TypeORM rebuilds tables there: a later
 * migration that changes `organisation` calls this again.
 */
export async function createTreeGuards(queryRunner: QueryRunner): Promise<void> {
  await dropTreeGuards(queryRunner);
  const mysql = queryRunner.dataSource.options.type !== 'better-sqlite3';
  for (const statement of mysql ? onMysql : onSqlite) await queryRunner.query(statement);
}

export async function dropTreeGuards(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query('DROP TRIGGER IF EXISTS organisation_no_loop');
  await queryRunner.query('DROP TRIGGER IF EXISTS organisation_parent_first');
}

// One writer at a time: nobody else moves anything between the look and the change. Several rows of one INSERT are checked
// against the foreign key only at its end, so two rows that name each other would pass it.
const onSqlite = [
  `CREATE TRIGGER organisation_no_loop BEFORE UPDATE OF parentId ON organisation WHEN NEW.parentId IS NOT NULL
   BEGIN
     SELECT RAISE(ABORT, 'organisation_no_loop') WHERE EXISTS (
       WITH RECURSIVE above(id) AS (
         SELECT NEW.parentId UNION SELECT o.parentId FROM organisation o JOIN above ON o.id = above.id)
       SELECT 1 FROM above WHERE id = NEW.id);
   END`,
  `CREATE TRIGGER organisation_parent_first BEFORE INSERT ON organisation WHEN NEW.parentId IS NOT NULL
   BEGIN
     SELECT RAISE(ABORT, 'organisation_parent_first')
     WHERE NOT EXISTS (SELECT 1 FROM organisation WHERE id = NEW.parentId);
   END`,
];

// The tree's own row makes moves take turns, and locking reads see what others have committed meanwhile, whatever the
// isolation. A loop that is there already, made with the triggers away, ends the walk at a hundred steps.
const onMysql = [
  `CREATE TRIGGER organisation_no_loop BEFORE UPDATE ON organisation FOR EACH ROW
   BEGIN
     DECLARE above VARCHAR(26) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NEW.parentId;
     DECLARE steps INT DEFAULT 0;
     DECLARE turn INT;
     IF NEW.parentId IS NOT NULL AND NOT (NEW.parentId <=> OLD.parentId) THEN
       SELECT lastPosition INTO turn FROM organisation_tree WHERE id = 1 FOR UPDATE;
       WHILE above IS NOT NULL DO
         SET steps = steps + 1;
         IF above = NEW.id OR steps > 100 THEN
           SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'organisation_no_loop';
         END IF;
         SET above = (SELECT parentId FROM organisation WHERE id = above LOCK IN SHARE MODE);
       END WHILE;
     END IF;
   END`,
];
