"""Papers that do not exist, photographed by cameras that do not exist: what the sight is trained and tried on.

Layouts, fonts, backgrounds and faults are made here and share nothing with any set that results are judged on."""
