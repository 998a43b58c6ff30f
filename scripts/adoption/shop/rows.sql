-- What stood in the shop's database before Refract came: 8,000 rows and more, made by Prisma 6 and by SQL.
INSERT INTO "Plan" (name, price, features) VALUES ('Free', 0, '{}'), ('Pro', 29.90, '{sso,"audit log"}'), ('Team', 99.00, NULL);
INSERT INTO "Organization" (id, name, slug, domains, currency, "createdAt", "updatedAt", "planId")
  SELECT 'org' || n, 'Organization ' || n, 'organization-' || n, ARRAY['shop' || n || '.example.com'], (ARRAY['USD', 'EUR', 'GBP'])[n % 3 + 1]::currency_code,
    TIMESTAMP '2024-01-01' + n * INTERVAL '7 hours 3 seconds 250 milliseconds', TIMESTAMP '2025-06-01', n % 3 + 1
  FROM generate_series(1, 20) n;
INSERT INTO users (id, name, email, metadata, created_at)
  SELECT 'user' || n, CASE WHEN n % 7 > 0 THEN 'Zoë Łukasz ' || n || ' 😀' END, 'user' || n || '@example.com',
    CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN 'null'::jsonb ELSE jsonb_build_object('n', n, 'deep', jsonb_build_array(1.5, 'x', NULL)) END,
    TIMESTAMP '2024-02-01' + n * INTERVAL '1 hour'
  FROM generate_series(1, 500) n;
INSERT INTO "Membership" ("organizationId", "userId", role)
  SELECT 'org' || (n % 20 + 1), 'user' || n, (ARRAY['OWNER', 'ADMIN', 'MEMBER'])[n % 3 + 1]::"Role" FROM generate_series(1, 500) n;
INSERT INTO accounts (id, user_id, type, provider, provider_account_id, access_token)
  SELECT 'account' || n, 'user' || n, 'oauth', 'github', n::text, repeat('t', 1000) FROM generate_series(1, 500) n;
INSERT INTO "Invitation" (email, "organizationId", "invitedById", "expiresAt")
  SELECT 'guest' || n || '@example.com', 'org' || (n % 20 + 1), 'user' || n, TIMESTAMPTZ '2026-01-01 00:00:00.123456+02' FROM generate_series(1, 100) n;
INSERT INTO "Team" (name, "organizationId") SELECT 'Team ' || n, 'org' || n FROM generate_series(1, 20) n;
INSERT INTO "_TeamToUser" ("A", "B") SELECT n % 20 + 1, 'user' || n FROM generate_series(1, 200) n;
INSERT INTO "Category" (name, "organizationId", "parentId")
  SELECT 'Category ' || n, 'org' || (n % 20 + 1), CASE WHEN n > 20 THEN n - 20 END FROM generate_series(1, 60) n;
INSERT INTO "Product" ("organizationId", title, description, sku, price, weight, tags, attributes, "updatedAt")
  SELECT 'org' || (n % 20 + 1), 'Product ' || n, repeat('d', n), 'SKU-' || n, n * 1.01, n / 3.0, ARRAY['new', 'größe ' || n % 5],
    jsonb_build_object('color', 'red', 'size', n), now()
  FROM generate_series(1, 1000) n;
INSERT INTO "_CategoryToProduct" ("A", "B") SELECT n % 60 + 1, n FROM generate_series(1, 1000) n;
INSERT INTO "ProductVariant" ("productId", name, options) SELECT n, 'S', '{"size": "S"}' FROM generate_series(1, 1000) n;
INSERT INTO "PriceHistory" ("productId", price, since) SELECT n, n, DATE '2024-03-01' FROM generate_series(1, 1000) n;
INSERT INTO "Customer" ("organizationId", email, name, birthday, points)
  SELECT 'org' || (n % 20 + 1), 'customer' || n || '@example.com', 'Customer ' || n, DATE '1980-01-01' + n, n * 1000000000000
  FROM generate_series(1, 500) n;
INSERT INTO "Address" ("customerId", line1, city, country) SELECT n, n || ' Main Street', 'Köln', 'DE' FROM generate_series(1, 500) n;
INSERT INTO "Order" (number, "organizationId", "customerId", status, total, "placedAt")
  SELECT 'N' || n, 'org' || (n % 20 + 1), n % 500 + 1, (ARRAY['PENDING', 'PAID', 'in_transit', 'CANCELLED'])[n % 4 + 1]::"OrderStatus", n + 0.99,
    TIMESTAMP '2025-01-01' + n * INTERVAL '1 minute'
  FROM generate_series(1, 1000) n;
INSERT INTO "OrderLine" ("orderId", "variantId", title, quantity, price) SELECT n % 1000 + 1, n % 1000 + 1, 'Line', n % 9 + 1, 9.99 FROM generate_series(1, 2000) n;
INSERT INTO "Payment" (id, "orderId", provider, reference, amount, raw)
  SELECT gen_random_uuid(), n, 'card', 'ref-' || n, n + 0.99, '{"ok": true}' FROM generate_series(1, 500) n;
INSERT INTO "ApiKey" (id, "organizationId", hash, scopes) SELECT 'key' || n, 'org' || n, decode(md5(n::text), 'hex'), '{read,write}' FROM generate_series(1, 20) n;
INSERT INTO "Page" ("organizationId", path, body) SELECT 'org' || n, '/about', repeat('b', 5000) FROM generate_series(1, 20) n;
INSERT INTO "Comment" ("pageId", "authorId", "parentId", text) SELECT n % 20 + 1, 'user' || n, NULL, 'First' FROM generate_series(1, 100) n;
INSERT INTO "Comment" ("pageId", "parentId", text) SELECT n % 20 + 1, n, 'Reply' FROM generate_series(1, 100) n;
INSERT INTO "AuditLog" ("actorId", action, target, after) SELECT 'user' || n, 'login', 'user' || n, '{"ip": "127.0.0.1"}' FROM generate_series(1, 300) n;

-- The record of its own history, as Prisma Migrate leaves it.
CREATE TABLE _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0
);
INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
  VALUES ('5d1f7a54-0000-4000-8000-000000000001', repeat('a', 64), now(), '20240101000000_init', 1);
