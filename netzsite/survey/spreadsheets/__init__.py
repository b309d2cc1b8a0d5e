"""Forms as spreadsheets (ISO/IEC 29500, .xlsx): to be filled in, and read when they come back; imports openpyxl."""
