// Generated from SQL/ by `make catalog`. Edit the SQL, not this file.
// swift-format-ignore-file

extension SQL {
  public enum Tenancy {
    public static let abandonRestore = SQLFile(
      name: "tenancy/abandon_restore", sha256: "c0d2b01b1377a812375100d5a4c50c2099531831a8a12d6012997304ac9f372f",
      text: #"""
select guard.abandon_restore($1)

"""#)

    /// Every statement of this folder.
    public static let all: [SQLFile] = [abandonRestore, beginRestore, change, createLogin, definitions, dropLogin, endRestore, enter, enterAgain, enterClosed, entered, find, forget, insertDefinition, insertModel, logins, models, planEachTime, provision, rotateLogin, schema, setState, sweepLogins, tables]

    public static let beginRestore = SQLFile(
      name: "tenancy/begin_restore", sha256: "e69380c03c694a1a5f5593bd10f38b81d4dc5c8a69ceb200f050b5c3eeabd90c",
      text: #"""
select guard.begin_restore($1)

"""#)

    public static let change = SQLFile(
      name: "tenancy/change", sha256: "c629153f5c860c4142148d3e5dd3a6ab62e44eb122988bbaf9d12acb82f693e7",
      text: #"""
select guard.change_tenant($1, $2, $3, $4, $5, $6, $7)

"""#)

    public static let createLogin = SQLFile(
      name: "tenancy/create_login", sha256: "34b3b94703984024e4beca260e36e2bd2398e145255bf2846f27fe742a9f40f1",
      text: #"""
select guard.create_login($1, $2, $3, $4, $5)

"""#)

    public static let definitions = SQLFile(
      name: "tenancy/definitions", sha256: "41dcf1edb2dcfbc66a350ad451780fbf5ff9a2ecdbf88b2aeb33c58d61a7dc09",
      text: #"""
select d.version, d.name, d.basis, d.source, d.warnings, d.created_at,
       coalesce(g.generation = h.live_generation, false) as live
from core.definition d
join core.head h on h.tenant_id = d.tenant_id
left join core.generation g on g.tenant_id = d.tenant_id and g.generation = h.live_generation and g.definition = d.version
where d.tenant_id = $1
order by d.version

"""#)

    public static let dropLogin = SQLFile(
      name: "tenancy/drop_login", sha256: "0d333de9b65fbd3cac8900c73ca69ef97618a09fe8b5954ac607dd8427aad9c8",
      text: #"""
select guard.drop_login($1::name)

"""#)

    public static let endRestore = SQLFile(
      name: "tenancy/end_restore", sha256: "f5fc68a70c7d56953b3d6d822909b354ae6a8ade82e9d4264a7e8214f8e09963",
      text: #"""
select guard.end_restore($1)

"""#)

    /// First in every batch and transaction of the service: whose rows it will see.
    public static let enter = SQLFile(
      name: "tenancy/enter", sha256: "10630f4cac58cdcb283f3c5da7cb93ef2aa0f34e17c9f9500c74776271200868",
      text: #"""
-- First in every batch and transaction of the service: whose rows it will see.
select guard.enter($1)

"""#)

    /// As enter.sql, for work that somebody does again where the server loses it: its commit waits for no disk, and is lost
    /// with none before it (Docs/Decisions/0030). With few rows at hand planning costs more than what is planned: a plan for any number
    /// then, which never reads a table through, for it may be made while the table is empty and stays when it is not.
    public static let enterAgain = SQLFile(
      name: "tenancy/enter_again", sha256: "9c5e57cdbd86baf0eebb48def7b3b25b187ee1b09fe5f827c8aac04bd1a0b160",
      text: #"""
-- As enter.sql, for work that somebody does again where the server loses it: its commit waits for no disk, and is lost
-- with none before it (Docs/Decisions/0030). With few rows at hand planning costs more than what is planned: a plan for any number
-- then, which never reads a table through, for it may be made while the table is empty and stays when it is not.
select guard.enter($1), set_config('synchronous_commit', 'off', true),
       set_config('plan_cache_mode', case when $2 then 'force_generic_plan' else 'force_custom_plan' end, true),
       set_config('enable_seqscan', case when $2 then 'off' else 'on' end, true)

"""#)

    /// As tenancy/enter.sql, also into a tenant that is being deleted or restored.
    public static let enterClosed = SQLFile(
      name: "tenancy/enter_closed", sha256: "db975601b3784809b3995a21b5fef3082ae208fb8f92c988da3cbd797e8e6f47",
      text: #"""
-- As tenancy/enter.sql, also into a tenant that is being deleted or restored.
select guard.enter($1, true)

"""#)

    public static let entered = SQLFile(
      name: "tenancy/entered", sha256: "18ecb5c4450d53f2eb728bf3e6b8708877ac12c6553c0f948bfc9c95137cfe14",
      text: #"""
select tenant_id, slug, name, timezone, currency, arr_minor, identities, commitment, state, created_at
from guard.entered_tenant()

"""#)

    /// One tenant by slug, or all (NULL).
    public static let find = SQLFile(
      name: "tenancy/find", sha256: "ddad22b71056096b9d27233e6573a2ffa6d1b46d627bbfbfdf47f3d609b32ece",
      text: #"""
-- One tenant by slug, or all (NULL).
select tenant_id, slug, name, timezone, currency, arr_minor, identities, commitment, state, created_at
from guard.find_tenant($1)

"""#)

    public static let forget = SQLFile(
      name: "tenancy/forget", sha256: "20f472912d8276ddfb1bb1d97f7dded507dbccd2285f753a0e4739116a565158",
      text: #"""
select guard.forget_tenant($1)

"""#)

    public static let insertDefinition = SQLFile(
      name: "tenancy/insert_definition", sha256: "5504bdd35b98057c31caa3de5e60c49bec44636086bf1448dc7be68f0d40a812",
      text: #"""
with numbered as (
  update core.head set next_definition = next_definition + 1 where tenant_id = $1
  returning next_definition - 1 as version
)
insert into core.definition (tenant_id, version, name, basis, source, warnings)
select $1, version, $2, $3, $4, $5 from numbered
returning version

"""#)

    public static let insertModel = SQLFile(
      name: "tenancy/insert_model", sha256: "4aa713293ffe166003d0ae28afaea6f1c4710674566d599541e506e3b76499bc",
      text: #"""
with numbered as (
  update core.head set next_model = next_model + 1 where tenant_id = $1
  returning next_model - 1 as version
)
insert into core.model (tenant_id, version, source)
select $1, version, $2 from numbered
returning version

"""#)

    public static let logins = SQLFile(
      name: "tenancy/logins", sha256: "200f86c63f9c0b0d8211253c57843c8c57e0bcd8e16613b2163da000adc4981e",
      text: #"""
select role_name::text, kind, label, created_at, valid_until, sessions, connections from guard.logins($1)

"""#)

    /// All versions of the momentum model, oldest first, and whether readers see its figures.
    public static let models = SQLFile(
      name: "tenancy/models", sha256: "a6d046aede4e602a54edceefa06421f82beea5da55329d8f536fc1aaed64448e",
      text: #"""
-- All versions of the momentum model, oldest first, and whether readers see its figures.
select m.version, m.source, m.created_at, coalesce(g.generation = h.live_generation, false) as live
from core.model m
join core.head h on h.tenant_id = m.tenant_id
left join core.generation g on g.tenant_id = m.tenant_id and g.generation = h.live_generation and g.model = m.version
where m.tenant_id = $1
order by m.version

"""#)

    /// For a transaction with thousands of rows at hand: its statements are planned for the tables as they are. A plan kept from when they
    /// were empty reads them through for each row: an import of 500,000 events took 93 s in place of 8.
    public static let planEachTime = SQLFile(
      name: "tenancy/plan_each_time", sha256: "b6a36bbbe2453c9bc28b3df4c04cf04e725e7f4d824ca382ee5b1f0863e406c1",
      text: #"""
-- For a transaction with thousands of rows at hand: its statements are planned for the tables as they are. A plan kept from when they
-- were empty reads them through for each row: an import of 500,000 events took 93 s in place of 8.
select set_config('plan_cache_mode', 'force_custom_plan', true)

"""#)

    public static let provision = SQLFile(
      name: "tenancy/provision", sha256: "376bc34941e17149ee4f8d88e3b22bd2472e58333b39c7643bdb48391175550d",
      text: #"""
select tenant_id, made from guard.provision($1, $2, $3, $4, $5, $6, $7)

"""#)

    public static let rotateLogin = SQLFile(
      name: "tenancy/rotate_login", sha256: "1abe1475eba9ba3f3b54cded7c206b4d28e717b8240de9c6ce87120fefe06125",
      text: #"""
select guard.rotate_login($1::name, $2)

"""#)

    /// The checksum of the code that was applied last, under the ledger's own name for it.
    public static let schema = SQLFile(
      name: "tenancy/schema", sha256: "616afbebd17ef6b560d81366ee1178e4a0fd76dc6eb85d5ad0902704cfe924c2",
      text: #"""
-- The checksum of the code that was applied last, under the ledger's own name for it.
select checksum from core.migration where name = $1

"""#)

    public static let setState = SQLFile(
      name: "tenancy/set_state", sha256: "2d009df5f50f0e7ddcfd002f4f5b7249b03dc1a911ccfd9114bffe1c7cf67e10",
      text: #"""
select guard.set_state($1, $2)

"""#)

    public static let sweepLogins = SQLFile(
      name: "tenancy/sweep_logins", sha256: "2870535bcfb8b754e41c835db4bdad8cdaecfb50280c78178caa2bd69e22e2b5",
      text: #"""
select guard.sweep_logins()

"""#)

    /// Every table that holds what tenants have, with its columns and its key, in an order in which they can be
    /// emptied: the head first, since whoever writes a log holds that row, then the refresh, which
    /// whoever writes timelines holds; then what points at others before what is pointed at.
    public static let tables = SQLFile(
      name: "tenancy/tables", sha256: "59a6d74d1b9c3675a8592faad68b46ad906f5a947ad7a018b958a51d40c99576",
      text: #"""
-- Every table that holds what tenants have, with its columns and its key, in an order in which they can be
-- emptied: the head first, since whoever writes a log holds that row, then the refresh, which
-- whoever writes timelines holds; then what points at others before what is pointed at.
--
-- Of schema work a tenant has its own schedules. Jobs are no possession: they are what is still to be done, here.
with recursive held as (
  select c.oid, c.relname, c.relnamespace::regnamespace::text as schema
    from pg_class c
   where (c.relnamespace = 'core'::regnamespace or c.oid = 'work.schedule'::regclass)
     and c.relkind in ('r', 'p') and not c.relispartition
     and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
),
depth (oid, steps) as (
  select h.oid, 0 from held h
  union all
  select k.conrelid, d.steps + 1
    from depth d
    join pg_constraint k on k.confrelid = d.oid and k.contype = 'f' and k.conrelid <> d.oid
   where d.steps < 20
)
select h.schema, h.relname::text,
       array(select a.attname::text from pg_attribute a
              where a.attrelid = h.oid and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
              order by a.attnum),
       array(select a.attname::text
               from pg_index i, unnest(i.indkey::smallint[]) with ordinality as k (attnum, n)
               join pg_attribute a on a.attnum = k.attnum
              where i.indrelid = h.oid and i.indisprimary and a.attrelid = h.oid and a.attname <> 'tenant_id'
              order by k.n)
  from held h
  join (select oid, max(steps) as steps from depth group by oid) d on d.oid = h.oid
 order by h.relname = 'head' desc, h.relname = 'refresh' desc, d.steps desc, h.relname

"""#)
  }
}
