"""`lojar backup` and `lojar restore`: a set holds the database and the photos, and never the keys.

taking      one set, while the office serves            restoring   a set onto an empty machine
moment      what the database says at one moment        fence       nobody works in a half-restored database
dumping     pg_dump and pg_restore, sealed              resuming    what must not be carried over
copying     objects, store -> folder and back           checking    is it whole, do the keys open it
folder      sets, and the objects that they share       wholeness   is it what the manifest says
letting_go  old sets, and objects that no set names     sampling    some of it is opened
manifest    what a set says of itself                   keys        the one file that belongs elsewhere
index       long lists that do not fit in memory        reporting   what an IT person reads
"""
