"""年度报告编制: the workspace of a report, its forms, its versions, the board of deadlines, tables of any period."""
